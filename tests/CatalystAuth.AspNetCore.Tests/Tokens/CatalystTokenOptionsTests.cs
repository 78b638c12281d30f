using CatalystAuth.AspNetCore.Tokens;

namespace CatalystAuth.AspNetCore.Tests.Tokens;

public sealed class CatalystTokenOptionsTests
{
    [Theory]
    [InlineData("https://auth.example.com", null, 30, 5, null)]
    [InlineData("http://localhost:5080", "http://10.0.0.1:5080", 0, 300, null)]
    [InlineData("", null, 30, 5, "Issuer")]
    [InlineData("auth.example.com", null, 30, 5, "Issuer")]
    [InlineData("https://auth.example.com/", null, 30, 5, "Issuer")]
    [InlineData("ftp://auth.example.com", null, 30, 5, "Issuer")]
    [InlineData("https://auth.example.com", "10.0.0.1", 30, 5, "Address")]
    [InlineData("https://auth.example.com", null, -1, 5, "ClockSkew")]
    [InlineData("https://auth.example.com", null, 61, 5, "ClockSkew")]
    [InlineData("https://auth.example.com", null, 30, 0, "RevocationBound")]
    [InlineData("https://auth.example.com", null, 30, 301, "RevocationBound")]
    public void An_option_out_of_its_range_is_named(string issuer, string? address, int skew, int bound, string? named)
    {
        var result = new CatalystTokenOptionsValidator().Validate(null, new()
        {
            Issuer = issuer,
            Address = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute),
            ClockSkew = TimeSpan.FromSeconds(skew),
            RevocationBound = TimeSpan.FromSeconds(bound),
        });

        result.Failed.ShouldBe(named is not null, result.FailureMessage);
        (result.FailureMessage ?? string.Empty).ShouldContain(named ?? string.Empty);
    }
}
