using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Tests.Profiles;

public sealed class OrgProfileChecksTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_by_field()
    {
        var error = OrgProfileChecks.Check(new(1)
        {
            Description = "a\u0000",
            LogoUrl = "javascript:alert(1)",
            Website = "http://example.com",
            Colors = new(Primary: "red", Text: "#12345"),
            Address = new(["a", "b", "c", "d", "e"], Country: "XX", PostalCode: new string('1', 21)),
            Contact = new(Email: "nobody", Phone: "0207"),
            Links = [new ProfileLink("x", "http://example.com")],
        });

        error!.Code.ShouldBe("org.invalid_profile");
        error.Fields.Keys.Order().ShouldBe(
        [
            "address.country", "address.lines", "address.postalCode", "colors.primary", "colors.text", "contact.email", "contact.phone",
            "description", "links", "logoUrl", "website",
        ]);
    }

    [Theory]
    [InlineData("https://example.com/logo.svg", true)]
    [InlineData("http://localhost:5080/logo.svg", true)]
    [InlineData("http://127.0.0.1/logo.svg", true)]
    [InlineData("http://localhost.example.com/logo.svg", false)]
    [InlineData("http://example.com/logo.svg", false)]
    [InlineData("https://user@example.com/", false)]
    [InlineData("//example.com/logo.svg", false)]
    [InlineData("data:image/png;base64,AAAA", false)]
    [InlineData("ftp://localhost/logo.svg", false)]
    [InlineData("", false)]
    public void A_logo_comes_over_https_or_from_this_machine(string url, bool isValid) =>
        (OrgProfileChecks.Check(new(1) { LogoUrl = url }) is null).ShouldBe(isValid);

    [Fact]
    public void A_whole_profile_is_good() => OrgProfileChecks.Check(new(1)
    {
        Description = "Makes\nthings.",
        LogoUrl = "https://example.com/logo.svg",
        Website = "https://example.com",
        Colors = new("#1a2b3c", "#FFFFFF", "#000000", "#abcdef"),
        Address = new(["1 High Street"], "London", "Greater London", "SW1A 1AA", "GB"),
        Contact = new("Support", "support@example.com", "+442071838750"),
        Links = [.. Enumerable.Range(0, 20).Select(i => new ProfileLink($"Page {i}", $"https://example.com/{i}"))],
    }).ShouldBeNull();

    [Fact]
    public void There_are_as_many_countries_as_the_standard_has()
    {
        Countries.Count.ShouldBe(249);
        Countries.Contains("gb").ShouldBeFalse();
    }
}
