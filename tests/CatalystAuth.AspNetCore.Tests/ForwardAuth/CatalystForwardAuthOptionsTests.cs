using CatalystAuth.AspNetCore.ForwardAuth;

namespace CatalystAuth.AspNetCore.Tests.ForwardAuth;

public sealed class CatalystForwardAuthOptionsTests
{
    private const string App = "app_01h455vb4pex5vsknk084sn02q";

    [Theory]
    [InlineData("https://auth.example.com", null, App, 30, null)]
    [InlineData("http://localhost:5080", "http://10.0.0.1:5080", App, 0, null)]
    [InlineData("", null, App, 30, "Issuer")]
    [InlineData("https://auth.example.com/", null, App, 30, "Issuer")]
    [InlineData("https://auth.example.com", "10.0.0.1", App, 30, "Address")]
    [InlineData("https://auth.example.com", null, "", 30, "App")]
    [InlineData("https://auth.example.com", null, "org_01h455vb4pex5vsknk084sn02q", 30, "App")]
    [InlineData("https://auth.example.com", null, App, 61, "ClockSkew")]
    [InlineData("https://auth.example.com", null, App, -1, "ClockSkew")]
    public void An_option_out_of_its_range_is_named(string issuer, string? address, string app, int skew, string? named)
    {
        var result = new CatalystForwardAuthOptionsValidator().Validate(null, new()
        {
            Issuer = issuer,
            Address = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute),
            App = app,
            ClockSkew = TimeSpan.FromSeconds(skew),
        });

        result.Failed.ShouldBe(named is not null, result.FailureMessage);
        (result.FailureMessage ?? string.Empty).ShouldContain(named ?? string.Empty);
    }
}
