using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Users;
using CsCheck;

namespace CatalystAuth.Core.Tests.Invitations;

public sealed class InvitationTermsTests
{
    private const string Email = "bob@example.com";

    private static readonly GroupId Group = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000001"));

    [Theory]
    [InlineData(3600, true)]
    [InlineData(2_592_000, true)]
    [InlineData(3599, false)]
    [InlineData(2_592_001, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(long.MinValue, false)]
    public void A_life_is_between_an_hour_and_thirty_days(long seconds, bool isGood) =>
        InvitationTerms.Check(new(Email, ExpiresIn: seconds)).IsSuccess.ShouldBe(isGood);

    [Fact]
    public void Without_a_life_it_is_seven_days() => InvitationTerms.Check(new(Email)).Value.Life.ShouldBe(TimeSpan.FromDays(7));

    [Theory]
    [InlineData("https://app.example.com/welcome?x=1#y", true)]
    [InlineData("http://localhost:3000/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData(null, true)]
    [InlineData("http://app.example.com/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example.com", false)]
    [InlineData("/welcome", false)]
    [InlineData("https://app.example.com@evil.example.com/", false)]
    [InlineData("https:\\\\evil.example.com", false)]
    [InlineData("https://app.example.com/\r\nX: y", false)]
    [InlineData(" https://app.example.com/", false)]
    [InlineData("", false)]
    public void A_redirect_goes_where_it_seems_to_go(string? url, bool isGood)
    {
        var result = InvitationTerms.Check(new(Email, RedirectUrl: url));

        result.IsSuccess.ShouldBe(isGood);
        (isGood || result.Error.Code == InvitationErrorCodes.InvalidRedirect).ShouldBeTrue();
    }

    [Fact]
    public void A_redirect_is_no_longer_than_it_is_stored() =>
        InvitationTerms.Check(new(Email, RedirectUrl: "https://a.test/" + new string('x', 2000))).IsSuccess.ShouldBeFalse();

    [Fact]
    public void A_group_stands_once() =>
        InvitationTerms.Check(new(Email, Groups: [Group, Group])).Error.Code.ShouldBe(InvitationErrorCodes.InvalidGroup);

    [Fact]
    public void Two_spellings_of_an_address_are_one()
    {
        EmailAddress.KeyOf("Bob@Example.COM").ShouldBe(EmailAddress.KeyOf("bob@example.com"));
        EmailAddress.KeyOf("bob@example.com").ShouldNotBe(EmailAddress.KeyOf("rob@example.com"));
    }

    [Theory]
    [InlineData("bob@example.com", "b***@example.com")]
    [InlineData("b@example.com", "***@example.com")]
    [InlineData("\U0001F642x@example.com", "\U0001F642***@example.com")]
    public void A_mask_shows_the_beginning_alone(string email, string masked) => EmailAddress.Mask(email).ShouldBe(masked);

    [Fact]
    public void A_mask_never_has_the_name_in_it() => Gen.String[Gen.Char['a', 'z'], 1, 20].Sample(name =>
        EmailAddress.Mask($"{name}@example.com").Split('@')[0].ShouldNotBe(name));

    [Fact]
    public void Nothing_that_is_typed_for_an_address_throws() =>
        Gen.String.Sample(text => InvitationTerms.Check(new(text)).IsSuccess.ShouldBe(EmailAddress.IsValid(text)));
}
