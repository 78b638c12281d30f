using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/v1/me/sessions").RequireAuthorization().WithTags("Me");

        mine.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.ListSessionsAsync(ct).ToOk())
            .Answers<IReadOnlyList<Session>>().Refuses(401, 403).Describes("listMySessions", "The user's live sessions, newest first.");

        mine.MapDelete("/{session}", (SessionId session, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.RevokeSessionAsync(session, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("revokeMySession", "End one of the user's sessions.");

        mine.MapPost("/revoke-others", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.RevokeOtherSessionsAsync(ct).ToOk())
            .Answers<RevokedSessions>().Refuses(401, 403).Describes("revokeMyOtherSessions", "End the user's sessions but that of this call.");

        mine.MapPost("/revoke-all", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.RevokeAllSessionsAsync(ct).ToOk())
            .Answers<RevokedSessions>().Refuses(401, 403).Describes("revokeAllMySessions", "End all of the user's sessions, also that of this call.");

        var users = routes.MapGroup("/v1/users/{user}/sessions").RequireAuthorization().WithTags("Users");

        users.MapGet("/", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.ListSessionsAsync(user, ct).ToOk())
            .Answers<IReadOnlyList<Session>>().Refuses(400, 401, 403, 404)
            .Describes("listUserSessions", "A user's live sessions, newest first; for platform admins.");

        users.MapDelete("/{session}", (UserId user, SessionId session, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.RevokeSessionAsync(user, session, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("revokeUserSession", "End one of a user's sessions; for platform admins.");

        users.MapPost("/revoke-all", (UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.RevokeAllSessionsAsync(user, ct).ToOk())
            .Answers<RevokedSessions>().Refuses(400, 401, 403, 404)
            .Describes("revokeUserSessions", "End all of a user's sessions; for platform admins.");

        var impersonate = routes.MapGroup("/v1/users/{user}/impersonate").RequireAuthorization().WithTags("Users");

        impersonate.MapPost("/", (UserId user, ImpersonateRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.ImpersonateAsync(user, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).IgnoresIdempotency().Answers<Impersonation>().Refuses(400, 401, 403, 404)
            .Describes("impersonateUser", "Act as a user for a short while, by default to look only; for platform admins with a fresh proof.")
            .Example("""{"reason":"Ticket 42"}""");

        impersonate.MapDelete("/", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.EndImpersonationAsync(user, ct).ToOk())
            .Answers<RevokedSessions>().Refuses(400, 401, 403, 404)
            .Describes("endImpersonation", "End every session in which somebody acts as a user; for platform admins.");
    }
}
