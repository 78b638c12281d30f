using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>Accounts whose password is to be changed.</summary>
internal static class NewPasswordCalls
{
    /// <summary>Good beside a second factor, and too short without one.</summary>
    public const string Short = "tulip-orbit-91";

    /// <summary>An admin asks for another password.</summary>
    public static async Task RequireChangeAsync(this TestServer server, Caller user, bool endSessions = false) =>
        (await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{user.UserId}/password/require-change", new { reason = "Ticket 42", endSessions }))
            .ShouldBe(HttpStatusCode.OK);

    /// <summary>A flow that waits for another password.</summary>
    public static async Task<Answer> ParkAtNewPasswordAsync(this TestServer server, Caller user)
    {
        await server.RequireChangeAsync(user);
        var asked = await server.SignInAsync(user.Email);
        asked.Text("step.reason").ShouldBe("password_change_required");
        return asked;
    }

    /// <summary>Somebody whose password is too short since they have no second factor any more.</summary>
    public static async Task<Caller> SignUpWithShortPasswordAsync(this TestServer server)
    {
        var ada = await server.SignUpProvenAsync();
        var (totp, _, _) = await ada.AddTotpAsync();
        (await ada.PutAsync("/v1/me/password", new { password = Short, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/me/mfa/totp/{totp}")).ShouldBe(HttpStatusCode.NoContent);
        return ada;
    }

    /// <summary>Sets up the authenticator app that a flow asks for, and goes on behind the recovery codes.</summary>
    public static async Task<Answer> SetUpAppAsync(this TestServer server, Answer asked)
    {
        asked.Text("step.kind").ShouldBe("totp_setup");
        var codes = await server.AnswerAsync(asked, new { code = new AuthenticatorApp(asked.Text("step.totp.secret")).CodeAt(FactorCalls.Now) });
        codes.Text("step.kind").ShouldBe("recovery_codes");
        return await server.AnswerAsync(codes, new { action = "continue" });
    }
}
