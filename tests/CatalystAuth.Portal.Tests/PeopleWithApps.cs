using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Portal.Tests;

/// <summary>Accounts with an authenticator app.</summary>
internal static class PeopleWithApps
{
    /// <summary>A new one, set up over the API with the code of now; the next one is good already.</summary>
    public static async Task<(Person Person, AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes)> NewPersonWithAppAsync(this PortalServer portal)
    {
        var person = await portal.NewPersonAsync();
        var setup = await portal.PostAsync("/v1/me/mfa/totp", new { name = "Phone" }, person.AccessToken);
        var app = new AuthenticatorApp(setup["secret"]!.GetValue<string>());
        var confirmed = await portal.PostAsync(
            $"/v1/me/mfa/totp/{setup["id"]}/confirm", new { code = app.CodeAt(TimeProvider.System.GetUtcNow()) }, person.AccessToken);
        return (person, app, [.. confirmed["recoveryCodes"]!["codes"]!.AsArray().Select(code => code!.GetValue<string>())]);
    }

    /// <summary>The code that the app shows after the one of now, which is good already.</summary>
    public static string NextCode(this AuthenticatorApp app) => app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30));
}
