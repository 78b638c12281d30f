using System.Text.Json;
using Bunit;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Tests;

/// <summary>What each kind of step looks like, and what a form of it posts.</summary>
public sealed class FlowRendererTests : BunitContext
{
    public FlowRendererTests() => Renderer.SetRendererInfo(new RendererInfo("Static", false));

    public static TheoryData<string> Kinds =>
    [
        FlowStepKinds.Identify, FlowStepKinds.Password, FlowStepKinds.Prompt, FlowStepKinds.EmailSent, FlowStepKinds.Mfa, FlowStepKinds.Passkey,
        FlowStepKinds.TotpSetup, FlowStepKinds.RecoveryCodes, FlowStepKinds.PasskeySetup, FlowStepKinds.ChooseOrg, FlowStepKinds.Consent, FlowStepKinds.Redirect, FlowStepKinds.Denied, FlowStepKinds.Done,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_heading_in_both_languages(string kind)
    {
        foreach (var texts in new[] { CatalystTexts.English, CatalystTexts.German })
        {
            var shown = Show(new FlowStep(kind), texts: texts);

            shown.Find("h1").TextContent.ShouldNotBeNullOrWhiteSpace();
            shown.Find("section").GetAttribute("data-step").ShouldBe(kind);
            shown.Find("input[name=kind]").GetAttribute("value").ShouldBe(kind);
        }
    }

    [Theory]
    [InlineData(FlowStepKinds.Identify, null, "identifier", "username webauthn")]
    [InlineData(FlowStepKinds.Password, null, "password", "current-password")]
    [InlineData(FlowStepKinds.EmailSent, null, "code", "one-time-code")]
    [InlineData(FlowStepKinds.TotpSetup, null, "code", "one-time-code")]
    [InlineData(FlowStepKinds.Mfa, FlowMethods.Totp, "code", "one-time-code")]
    [InlineData(FlowStepKinds.Mfa, FlowMethods.RecoveryCode, "code", "off")]
    public void A_field_says_what_may_fill_it_in(string kind, string? method, string name, string autocomplete)
    {
        var input = Show(new FlowStep(kind) { Method = method }).Find($"input[name={name}]");

        input.GetAttribute("autocomplete").ShouldBe(autocomplete);
        input.HasAttribute("autofocus").ShouldBeTrue();
    }

    [Theory]
    [InlineData(PasswordReasons.Required)]
    [InlineData(PasswordReasons.Breached)]
    [InlineData(PasswordReasons.TooShort)]
    public void Why_another_password_is_asked_for_is_told_in_both_languages(string reason)
    {
        var step = new FlowStep(FlowStepKinds.Prompt) { Fields = ["password"], Reason = reason, MinimumPasswordLength = 15, Actions = [FlowActions.Restart] };
        var titles = new[] { CatalystTexts.English, CatalystTexts.German }.Select(texts =>
        {
            var shown = Show(step, texts: texts);
            shown.Find("section").GetAttribute("data-reason").ShouldBe(reason);
            shown.Find("[data-part=lead]").TextContent.ShouldNotBeNullOrWhiteSpace();
            shown.Find("input[name=password]").GetAttribute("autocomplete").ShouldBe("new-password");
            shown.FindAll("button[type=submit]")[0].GetAttribute("data-part").ShouldBe("submit");
            return shown.Find("h1").TextContent;
        }).ToList();

        titles.ShouldBeUnique();
        titles.ShouldNotContain("A few details");
    }

    [Fact]
    public void A_reason_that_is_not_known_is_shown_as_its_kind()
    {
        Show(new FlowStep(FlowStepKinds.Prompt) { Fields = ["password"], Reason = "something_new" }).Find("h1").TextContent.ShouldBe("A few details");
    }

    [Fact]
    public void An_error_is_told_in_the_readers_language_and_belongs_to_its_field()
    {
        var step = new FlowStep(FlowStepKinds.Password)
        {
            Errors = [new(FlowErrorCodes.InvalidCredentials, "wrong", "password"), new("some.other", "As it came.")],
        };

        var shown = Show(step, texts: CatalystTexts.German);

        shown.Find("section").GetAttribute("data-state").ShouldBe("error");
        var input = shown.Find("input[name=password]");
        input.GetAttribute("aria-invalid").ShouldBe("true");
        shown.Find("#" + input.GetAttribute("aria-describedby")!.Split(' ')[0]).TextContent.ShouldBe("Die Adresse oder das Passwort stimmt nicht.");
        shown.Find("[role=alert]").TextContent.ShouldBe("As it came.");
    }

    [Fact]
    public void Enter_answers_the_step_and_does_not_begin_anew()
    {
        var step = new FlowStep(FlowStepKinds.Password) { Identifier = "ada@example.com", Actions = [FlowActions.Restart], Methods = [FlowMethods.Email] };

        var shown = Show(step);

        var first = shown.FindAll("form")[0].QuerySelectorAll("button[type=submit]").First(button => !button.HasAttribute("form"));
        first.GetAttribute("data-part").ShouldBe("submit");
        first.HasAttribute("name").ShouldBeFalse();
        shown.Find("button[value=restart]").GetAttribute("form").ShouldBe(shown.FindAll("form")[1].Id);
    }

    [Fact]
    public void Other_ways_and_actions_are_buttons_with_their_answer()
    {
        var step = new FlowStep(FlowStepKinds.Mfa)
        {
            Method = FlowMethods.Totp,
            Methods = [FlowMethods.RecoveryCode, FlowMethods.Passkey],
            Actions = [FlowActions.Restart],
        };

        var choices = Show(step).FindAll("[data-part=choices] button");

        choices.Select(choice => $"{choice.GetAttribute("name")}={choice.GetAttribute("value")}")
            .ShouldBe(["method=recovery_code", "method=passkey", "action=restart"]);
    }

    [Theory]
    [InlineData(FlowMethods.Totp)]
    [InlineData(FlowMethods.RecoveryCode)]
    [InlineData(FlowMethods.Passkey)]
    public void The_browser_that_posts_a_second_factor_can_be_remembered(string method)
    {
        var step = new FlowStep(FlowStepKinds.Mfa) { Method = method, Passkey = method == FlowMethods.Passkey ? JsonSerializer.SerializeToElement(new { challenge = "c" }) : null };

        Show(step).Find("form input[name=rememberDevice]").GetAttribute("type").ShouldBe("checkbox");
    }

    [Fact]
    public void Organisations_are_chosen_by_a_button_each()
    {
        var org = OrgId.From(Guid.CreateVersion7());
        var step = new FlowStep(FlowStepKinds.ChooseOrg) { Orgs = [new(org, "acme", "Acme Robotics", null)] };

        var button = Show(step).Find("button[name=org]");

        button.GetAttribute("value").ShouldBe(org.ToString());
        button.TextContent.ShouldContain("Acme Robotics");
        button.TextContent.ShouldContain("AR");
    }

    [Fact]
    public void What_is_consented_to_is_shown_and_answered_by_a_button_each()
    {
        var step = new FlowStep(FlowStepKinds.Consent)
        {
            Org = new(OrgId.From(Guid.CreateVersion7()), "acme", "Acme Robotics", "https://acme.example/logo.svg"),
            Actions = [FlowActions.Continue, FlowActions.Decline, FlowActions.Restart],
        };

        var shown = Show(step);

        shown.Find("[data-part=joining] strong").TextContent.ShouldBe("Acme Robotics");
        shown.Find("[data-part=joining] img").GetAttribute("src").ShouldBe("https://acme.example/logo.svg");
        shown.Find("[data-part=lead]").TextContent.ShouldContain("your name and your e-mail address");
        shown.FindAll("button").Select(button => $"{button.GetAttribute("data-part")} {button.GetAttribute("name")}={button.GetAttribute("value")}: {button.TextContent}")
            .ShouldBe(["submit action=continue: Join", "choice action=decline: Not now", "choice action=restart: Use another account"]);
        shown.FindAll("input:not([type=hidden])").ShouldBeEmpty();
        Show(step with { Org = step.Org with { LogoUrl = null } }, CatalystTexts.German).Find("[data-part=joining]").TextContent.ShouldStartWith("AR");
    }

    [Fact]
    public void A_qr_code_is_an_image_and_no_markup_of_the_page()
    {
        var step = new FlowStep(FlowStepKinds.TotpSetup) { Totp = new("JBSWY3DPEHPK3PXP", "otpauth://totp/x", "<svg><script>alert(1)</script></svg>") };

        var shown = Show(step);

        shown.FindAll("script, svg").ShouldBeEmpty();
        shown.Find("[data-part=totp] img").GetAttribute("src")!.ShouldStartWith("data:image/svg+xml;base64,");
        shown.Find("[data-part=secret]").TextContent.ShouldBe("JBSW Y3DP EHPK 3PXP");
    }

    [Fact]
    public void What_was_typed_is_shown_again_but_no_password()
    {
        var values = new Dictionary<string, string> { ["email"] = "ada@example.com", ["password"] = "secret" };
        var shown = Render<FlowRenderer>(parameters => parameters
            .Add(renderer => renderer.Step, new FlowStep(FlowStepKinds.Prompt) { Fields = ["email", "password", "name"] })
            .Add(renderer => renderer.Values, values));

        shown.Find("input[name=email]").GetAttribute("value").ShouldBe("ada@example.com");
        shown.Markup.ShouldNotContain("secret");
    }

    [Fact]
    public void Attributes_and_slots_of_the_page_win()
    {
        var shown = Render<FlowRenderer>(parameters => parameters
            .Add(renderer => renderer.Step, new FlowStep(FlowStepKinds.Identify))
            .Add(renderer => renderer.Heading, view => $"<h2>{view.State}</h2>")
            .AddUnmatched("class", "mine").AddUnmatched("data-state", "own"));

        shown.Find("section.mine").GetAttribute("data-state").ShouldBe("own");
        shown.Find("h2").TextContent.ShouldBe("idle");
    }

    private IRenderedComponent<FlowRenderer> Show(FlowStep step, CatalystTexts? texts = null) => Render<FlowRenderer>(parameters => parameters
        .Add(renderer => renderer.Step, step)
        .Add(renderer => renderer.Action, "/sign-in")
        .AddCascadingValue(texts ?? CatalystTexts.English));
}
