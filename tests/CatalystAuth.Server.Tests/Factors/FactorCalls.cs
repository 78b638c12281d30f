using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Factors;

/// <summary>What a person does with factors.</summary>
internal static class FactorCalls
{
    public const string Origin = "http://localhost:5080";

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Sets up an authenticator app with the code of now.</summary>
    public static async Task<(string Id, AuthenticatorApp App, Answer Confirmed)> AddTotpAsync(this Caller caller, DateTimeOffset? now = null)
    {
        var setup = await caller.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        setup.ShouldBe(HttpStatusCode.OK);
        var app = new AuthenticatorApp(setup.Text("secret"));
        var confirmed = await caller.PostAsync($"/v1/me/mfa/totp/{setup.Text("id")}/confirm", new { code = app.CodeAt(now ?? Now) });
        confirmed.ShouldBe(HttpStatusCode.OK);
        return (setup.Text("id"), app, confirmed);
    }

    public static IReadOnlyList<string> RecoveryCodes(this Answer answer) =>
        [.. answer.At("recoveryCodes.codes")!.AsArray().Select(code => code!.GetValue<string>())];

    /// <summary>Sets up a passkey.</summary>
    public static async Task<Answer> AddPasskeyAsync(this Caller caller, SoftwareAuthenticator authenticator, string? name = null)
    {
        var begun = await caller.PostAsync("/v1/me/passkeys/begin");
        begun.ShouldBe(HttpStatusCode.OK);
        return await caller.PostAsync(
            "/v1/me/passkeys/finish", new { state = begun.Text("state"), response = authenticator.Register(begun.At("options")!), name });
    }

    /// <summary>Proves anew who the caller is, by a passkey.</summary>
    public static async Task<Answer> StepUpAsync(this Caller caller, SoftwareAuthenticator authenticator)
    {
        var begun = await caller.PostAsync("/v1/auth/step-up/passkey");
        begun.ShouldBe(HttpStatusCode.OK);
        return await caller.StepUpAsync(begun.Text("state"), authenticator.Assert(begun.At("options")!));
    }

    public static Task<Answer> StepUpAsync(this Caller caller, string state, JsonObject response) =>
        caller.PostAsync("/v1/auth/step-up", new { passkey = new { state, response } });

    public static Task<Answer> StepUpAsync(this Caller caller, string code) => caller.PostAsync("/v1/auth/step-up", new { code });

    public static IReadOnlyList<string> AmrOf(this Answer steppedUp) =>
        [.. Jwt.Payload(steppedUp.Text("accessToken"))["amr"]!.AsArray().Select(method => method!.GetValue<string>())];

    public static async Task<IReadOnlyList<string>> ActionsAsync(this TestServer server, string target) =>
        [.. (await server.RecordsOfAsync(target)).Select(record => record.Action)];
}
