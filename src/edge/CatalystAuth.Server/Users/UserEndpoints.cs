using CatalystAuth.Contracts;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").RequireAuthorization().WithTags("Me");

        me.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.GetAsync(ct).ToOk())
            .Answers<Me>().Refuses(401, 403).Describes("getMe", "The signed-in user and their organisations.");

        me.MapGet("/effective", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Me.EffectiveAsync(org, ct).ToOk())
            .Answers<EffectiveUser>().Refuses(400, 401, 403, 404)
            .Describes("getEffectiveIdentity", "Merged labels, roles and permissions in an organisation, each with where it came from.");

        me.MapGet("/explain", (OrgRef org, string permission, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.ExplainAsync(org, permission, ct).ToOk())
            .Answers<Explanation>().Refuses(400, 401, 403, 404)
            .Describes("explainMyPermission", "Why the caller does or does not hold a permission in an organisation.");
        me.MapGet("/sessions", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.ListSessionsAsync(ct).ToOk())
            .Answers<IReadOnlyList<Session>>().Refuses(401, 403).Describes("listMySessions", "The user's live sessions, newest first.");

        me.MapDelete("/sessions/{session}", (SessionId session, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.RevokeSessionAsync(session, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("revokeMySession", "End one of the user's sessions.");

        var users = routes.MapGroup("/v1/users").RequireAuthorization().WithTags("Users");

        users.MapGet("/{user}", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.GetAsync(user, ct).ToOk())
            .Answers<User>().Refuses(400, 401, 403, 404).Describes("getUser", "A user; for platform admins.");

        users.MapPut("/{user}/labels", (UserId user, SetLabelsRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.SetLabelsAsync(user, request.Labels, ct).ToOk())
            .Answers<User>().Refuses(400, 401, 403, 404).Describes("setUserLabels", "Replace the labels set on a user; for platform admins.");
    }
}
