using CatalystAuth.Core.Tokens;
using CatalystAuth.Identity.Embedded;
using CatalystAuth.Identity.Embedded.Passkeys;
using CatalystAuth.Server.Configuration;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests.Factors;

/// <summary>A setting out of its range is named, and stops the start.</summary>
public sealed class FactorSettingsTests
{
    [Theory]
    [InlineData(15, 8, 3, null)]
    [InlineData(8, 8, 0, null)]
    [InlineData(128, 128, 4, null)]
    [InlineData(7, 7, 3, "Catalyst__Identity__MinimumPasswordLength ")]
    [InlineData(129, 8, 3, "Catalyst__Identity__MinimumPasswordLength ")]
    [InlineData(15, 7, 3, "Catalyst__Identity__MinimumPasswordLengthWithMfa")]
    [InlineData(15, 16, 3, "Catalyst__Identity__MinimumPasswordLengthWithMfa")]
    [InlineData(15, 8, 5, "Catalyst__Identity__MinimumPasswordScore")]
    [InlineData(15, 8, -1, "Catalyst__Identity__MinimumPasswordScore")]
    public void Of_passwords(int length, int lengthWithMfa, int score, string? named) => ShouldName(
        new EmbeddedIdentityOptionsValidation().Validate(
            null, new() { MinimumPasswordLength = length, MinimumPasswordLengthWithMfa = lengthWithMfa, MinimumPasswordScore = score }),
        named);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("example.com", "https://app.example.com:8443", null)]
    [InlineData(null, "android:apk-key-hash:abc", null)]
    [InlineData("Example.com", null, "Catalyst__Passkeys__RelyingPartyId")]
    [InlineData("https://example.com", null, "Catalyst__Passkeys__RelyingPartyId")]
    [InlineData("example.org", null, "Catalyst__Passkeys__RelyingPartyId")]
    [InlineData("ample.com", null, "Catalyst__Passkeys__RelyingPartyId")]
    [InlineData("example.com", "https://app.example.com/", "Catalyst__Passkeys__Origins__0")]
    [InlineData("example.com", "https://example.com.evil.org", "Catalyst__Passkeys__Origins__0")]
    [InlineData("example.com", "app.example.com", "Catalyst__Passkeys__Origins__0")]
    [InlineData(null, "https://app.example.com", "Catalyst__Passkeys__Origins__0")]
    public void Of_passkeys(string? site, string? origin, string? named)
    {
        var settings = new PasskeySettings { RelyingPartyId = site };
        if (origin is not null)
        {
            settings.Origins.Add(origin);
        }

        var validation = new PasskeySettingsValidation(Options.Create(new TokenOptions { Issuer = "https://auth.example.com" }));
        ShouldName(validation.Validate(null, settings), named);
    }

    [Theory]
    [InlineData("Acme", null)]
    [InlineData("", "Catalyst__Product__Name")]
    [InlineData(" Acme", "Catalyst__Product__Name")]
    [InlineData("Acme: Auth", "Catalyst__Product__Name")]
    public void Of_the_product(string name, string? named) => ShouldName(new ProductOptionsValidation().Validate(null, new() { Name = name }), named);

    private static void ShouldName(ValidateOptionsResult result, string? named)
    {
        if (named is null)
        {
            result.Succeeded.ShouldBeTrue(result.FailureMessage);
        }
        else
        {
            result.FailureMessage.ShouldNotBeNull().ShouldContain(named);
        }
    }
}
