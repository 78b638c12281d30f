using Bunit;
using CatalystAuth.Blazor.Gates;
using CatalystAuth.Blazor.Texts;

namespace CatalystAuth.Blazor.Tests;

/// <summary>What is shown to whom, and small words.</summary>
public sealed class GateTests : BunitContext
{
    [Theory]
    [InlineData(true, true, "in")]
    [InlineData(true, false, "Forbidden")]
    [InlineData(false, false, "SignedOut")]
    public void A_gate_opens_to_who_meets_its_policy_and_tells_others_why_not(bool signedIn, bool meets, string expected)
    {
        var authorization = this.AddAuthorization();
        if (signedIn)
        {
            authorization.SetAuthorized("ada");
        }

        if (meets)
        {
            authorization.SetPolicies("admins");
        }

        var shown = Render<Gate>(parameters => parameters
            .Add(gate => gate.Policy, "admins").Add(gate => gate.ChildContent, _ => "in").Add(gate => gate.Fallback, reason => reason.ToString()));

        shown.Markup.ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Signed_in_and_signed_out_are_opposites(bool signedIn)
    {
        var authorization = this.AddAuthorization();
        if (signedIn)
        {
            authorization.SetAuthorized("ada");
        }

        Render<SignedIn>(parameters => parameters.Add(one => one.ChildContent, state => state.User.Identity!.Name!)).Markup.ShouldBe(signedIn ? "ada" : string.Empty);
        Render<SignedOut>(parameters => parameters.AddChildContent("out")).Markup.ShouldBe(signedIn ? string.Empty : "out");
    }

    [Theory]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("ada", "A")]
    [InlineData("  Ada  King  Lovelace ", "AL")]
    [InlineData("", "?")]
    [InlineData(null, "?")]
    public void Letters_stand_for_a_name(string? name, string expected) => Monogram.Of(name).ShouldBe(expected);

    [Theory]
    [InlineData(0, "just now", "gerade eben")]
    [InlineData(5, "5 minutes ago", "vor 5 Minuten")]
    [InlineData(90, "an hour ago", "vor einer Stunde")]
    [InlineData(60 * 30, "yesterday", "gestern")]
    [InlineData(60 * 24 * 40, "17 Oct 2026", "17. Okt. 2026")]
    public void Times_are_said_as_people_say_them(int minutes, string english, string german)
    {
        var now = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

        CatalystTexts.English.Ago(now.AddMinutes(-minutes), now).ShouldBe(english);
        CatalystTexts.German.Ago(now.AddMinutes(-minutes), now).ShouldBe(german);
    }
}
