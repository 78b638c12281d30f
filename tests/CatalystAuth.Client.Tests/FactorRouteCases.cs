using System.Text.Json;
using CatalystAuth.Contracts.Factors;
using static CatalystAuth.Client.Tests.RouteCases;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Those of factors.</summary>
internal static class FactorRouteCases
{
    private const string TheChallengeJson = """{"state":"s","options":{"challenge":"x"},"expiresAt":"2026-01-02T03:04:05+00:00"}""";

    public static readonly IReadOnlyDictionary<string, RouteCase> All = new Dictionary<string, RouteCase>
    {
        ["Auth.BeginStepUpPasskey"] = new(
            "POST /v1/auth/step-up/passkey", null, TheChallengeJson, c => Ok(c.Auth.BeginStepUpPasskeyAsync())),
        ["Me.SetPassword"] = new(
            "PUT /v1/me/password", """{"password":"correct horse","currentPassword":"battery staple"}""", "",
            c => Ok(c.Me.SetPasswordAsync(new("correct horse", "battery staple")))),
        ["Factors.Get"] = new("GET /v1/me/mfa", null, Json(TheMfa), c => Ok(c.Factors.GetAsync())),
        ["Factors.StartTotp"] = new(
            "POST /v1/me/mfa/totp", """{"name":"Phone"}""", Json(new TotpSetup(TheTotp.Id, "MZXW6", "otpauth://totp/x", "<svg/>", Now)),
            c => Ok(c.Factors.StartTotpAsync(new("Phone")))),
        ["Factors.ConfirmTotp"] = new(
            $"POST /v1/me/mfa/totp/{TheTotp.Id}/confirm", """{"code":"123456"}""", Json(new ConfirmedTotp(TheTotp)),
            c => Ok(c.Factors.ConfirmTotpAsync(TheTotp.Id, new("123456")))),
        ["Factors.RenameTotp"] = new(
            $"PATCH /v1/me/mfa/totp/{TheTotp.Id}", """{"name":"Old phone"}""", Json(TheTotp), c => Ok(c.Factors.RenameTotpAsync(TheTotp.Id, new("Old phone")))),
        ["Factors.RemoveTotp"] = new($"DELETE /v1/me/mfa/totp/{TheTotp.Id}", null, "", c => Ok(c.Factors.RemoveTotpAsync(TheTotp.Id))),
        ["Factors.RenewRecoveryCodes"] = new(
            "POST /v1/me/mfa/recovery-codes", null, """{"codes":["ABCDE-FGHJK"]}""", c => Ok(c.Factors.RenewRecoveryCodesAsync())),
        ["Factors.ListPasskeys"] = new("GET /v1/me/passkeys", null, Json<IReadOnlyList<Passkey>>([ThePasskey]), c => Ok(c.Factors.ListPasskeysAsync())),
        ["Factors.BeginPasskey"] = new("POST /v1/me/passkeys/begin", null, TheChallengeJson, c => Ok(c.Factors.BeginPasskeyAsync())),
        ["Factors.FinishPasskey"] = new(
            "POST /v1/me/passkeys/finish", """{"state":"s","response":{"id":"x"},"name":"Laptop"}""", Json(new AddedPasskey(ThePasskey)),
            c => Ok(c.Factors.FinishPasskeyAsync(new("s", JsonSerializer.Deserialize<JsonElement>("""{"id":"x"}"""), "Laptop")))),
        ["Factors.RenamePasskey"] = new(
            $"PATCH /v1/me/passkeys/{ThePasskey.Id}", """{"name":"Laptop"}""", Json(ThePasskey),
            c => Ok(c.Factors.RenamePasskeyAsync(ThePasskey.Id, new("Laptop")))),
        ["Factors.RemovePasskey"] = new($"DELETE /v1/me/passkeys/{ThePasskey.Id}", null, "", c => Ok(c.Factors.RemovePasskeyAsync(ThePasskey.Id))),
        ["Users.GetMfa"] = new($"GET /v1/users/{TheUserId}/mfa", null, Json(TheMfa), c => Ok(c.Users.GetMfaAsync(TheUserId))),
        ["Users.RequirePasswordChange"] = new(
            $"POST /v1/users/{TheUserId}/password/require-change", """{"reason":"Ticket 42","endSessions":true}""", Json(TheUser),
            c => Ok(c.Users.RequirePasswordChangeAsync(TheUserId, new("Ticket 42", EndSessions: true)))),
        ["Users.ResetMfa"] = new(
            $"DELETE /v1/users/{TheUserId}/mfa", """{"reason":"Ticket 42"}""", "", c => Ok(c.Users.ResetMfaAsync(TheUserId, new("Ticket 42")))),
    };
}
