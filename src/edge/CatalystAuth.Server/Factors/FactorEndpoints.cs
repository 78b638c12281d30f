using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.Factors;

internal static class FactorEndpoints
{
    public static void MapFactors(this IEndpointRouteBuilder routes)
    {
        MapMfa(routes.MapGroup("/v1/me").RequireAuthorization().WithTags("Me"));
        MapPasskeys(routes.MapGroup("/v1/me/passkeys").RequireAuthorization().WithTags("Me"));
        var users = routes.MapGroup("/v1/users/{user}/mfa").RequireAuthorization().WithTags("Users");

        users.MapGet("/", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.GetMfaAsync(user, ct).ToOk())
            .Answers<Mfa>().Refuses(400, 401, 403, 404).Describes("getUserMfa", "How a user can prove who they are; for platform admins.");

        users.MapDelete("/", (UserId user, [FromBody] ResetMfaRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.ResetMfaAsync(user, request, ct).ToNoContent())
            .NeedsFresh(FreshSession.Lately).AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("resetUserMfa", "Take all second factors of a user away, for one who has lost them; for platform admins with a fresh proof.")
            .Example("""{"reason":"Ticket 42"}""");
    }

    // What answers a secret is not kept to be answered again.
    private static void MapMfa(RouteGroupBuilder me)
    {
        me.MapGet("/mfa", (ICatalyst catalyst, CancellationToken ct) => catalyst.Factors.GetAsync(ct).ToOk())
            .Answers<Mfa>().Refuses(401, 403).Describes("getMyMfa", "How the caller can prove who they are.");

        me.MapPost("/mfa/totp", (StartTotpRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.StartTotpAsync(request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<TotpSetup>().Refuses(400, 401, 403, 409)
            .Describes("startMyTotp", "Begin the set-up of an authenticator app.").Example("""{"name":"Phone"}""");

        me.MapPost("/mfa/totp/{totp}/confirm", (TotpId totp, ConfirmTotpRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.ConfirmTotpAsync(totp, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<ConfirmedTotp>().Refuses(400, 401, 403, 404)
            .Describes("confirmMyTotp", "End the set-up of an authenticator app with one of its codes.").Example("""{"code":"123456"}""");

        me.MapPatch("/mfa/totp/{totp}", (TotpId totp, RenameFactorRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.RenameTotpAsync(totp, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).Answers<TotpFactor>().Refuses(400, 401, 403, 404).Describes("renameMyTotp", "Rename an authenticator app.")
            .Example("""{"name":"Old phone"}""");

        me.MapDelete("/mfa/totp/{totp}", (TotpId totp, ICatalyst catalyst, CancellationToken ct) => catalyst.Factors.RemoveTotpAsync(totp, ct).ToNoContent())
            .NeedsFresh(FreshSession.Lately).AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("removeMyTotp", "Remove an authenticator app.");

        me.MapPost("/mfa/recovery-codes", (ICatalyst catalyst, CancellationToken ct) => catalyst.Factors.RenewRecoveryCodesAsync(ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<RecoveryCodeSet>().Refuses(401, 403, 409)
            .Describes("renewMyRecoveryCodes", "Make new recovery codes; older ones are void.");

        me.MapPut("/password", (SetPasswordRequest request, ICatalyst catalyst, CancellationToken ct) => catalyst.Me.SetPasswordAsync(request, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 429)
            .Describes("setMyPassword", "Set the password, with the one before as proof, or with a fresh proof when there is none; other sessions end.");
    }

    private static void MapPasskeys(RouteGroupBuilder passkeys)
    {
        passkeys.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Factors.ListPasskeysAsync(ct).ToOk())
            .Answers<IReadOnlyList<Passkey>>().Refuses(401, 403).Describes("listMyPasskeys", "The caller's passkeys, oldest first.");

        passkeys.MapPost("/begin", (ICatalyst catalyst, CancellationToken ct) => catalyst.Factors.BeginPasskeyAsync(ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<PasskeyChallenge>().Refuses(401, 403, 409)
            .Describes("beginMyPasskey", "Begin the set-up of a passkey.");

        passkeys.MapPost("/finish", (FinishPasskeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.FinishPasskeyAsync(request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<AddedPasskey>().Refuses(400, 401, 403, 409)
            .Describes("finishMyPasskey", "End the set-up of a passkey with what its authenticator answered.");

        passkeys.MapPatch("/{passkey}", (PasskeyId passkey, RenameFactorRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.RenamePasskeyAsync(passkey, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).Answers<Passkey>().Refuses(400, 401, 403, 404).Describes("renameMyPasskey", "Rename a passkey.")
            .Example("""{"name":"Laptop"}""");

        passkeys.MapDelete("/{passkey}", (PasskeyId passkey, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Factors.RemovePasskeyAsync(passkey, ct).ToNoContent())
            .NeedsFresh(FreshSession.Lately).AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("removeMyPasskey", "Remove a passkey.");
    }
}
