using CatalystAuth.Contracts;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapAccountLinks();
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

        me.MapDelete("/", ([FromBody] DeleteMeRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.DeleteAsync(request, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 409, 429)
            .Describes("deleteMe", "Delete the caller's account, with the password or a fresh proof of any kind.")
            .Example("""{"password":"my password"}""");

        me.MapGet("/deletion", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.PreviewDeletionAsync(ct).ToOk())
            .Answers<AccountDeletion>().Refuses(401, 403).Describes("previewMyDeletion", "What deleting the caller's account would do to organisations.");

        me.MapGet("/export", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.ExportAsync(ct).ToFile())
            .NeedsFresh(FreshSession.Lately).AnswersFile(AccountExport.MediaType).Refuses(401, 403, 429)
            .Describes("exportMe", "What is known of the caller, as one JSON document; it is mailed to them that it was taken out.");

        me.MapGet("/profile", (ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.GetProfileAsync(ct).ToVersioned(profile => profile.Version))
            .Answers<Profile>().Refuses(401, 403).Describes("getMyProfile", "The caller's profile, without its private part.");

        me.MapPut("/profile", (SetMyProfileRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.SetProfileAsync(request, ifMatch.Version, ct).ToVersioned(profile => profile.Version))
            .Answers<Profile>().Refuses(400, 401, 403, 412).Describes("setMyProfile", "Replace what the caller may write of the profile.");

        var users = routes.MapGroup("/v1/users").RequireAuthorization().WithTags("Users");

        users.MapGet("/{user}", (UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.GetAsync(user, ct).ToVersioned(found => found.Version))
            .Answers<User>().Refuses(400, 401, 403, 404).Describes("getUser", "A user; for platform admins.");

        users.MapGet("/", (
                string? q, string? email, string? status, string? label, DateTimeOffset? createdAfter, DateTimeOffset? createdBefore,
                int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.SearchAsync(
                    new(q, email, status, label, createdAfter, createdBefore), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<User>>().Refuses(400, 401, 403)
            .Describes("searchUsers", "Users by beginnings of words of names and addresses, oldest first; for platform admins.");

        users.MapDelete("/{user}", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.DeleteAsync(user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("deleteUser", "Delete a user; for platform admins.");

        users.MapPost("/{user}/erase", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.EraseAsync(user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409)
            .Describes("eraseUser", "Make what the audit trail knows of a user unreadable for good, also of a deleted one; for platform admins.");

        users.MapPost("/{user}/ban", (UserId user, BanUserRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.BanAsync(user, request, ct).ToOk())
            .Answers<User>().Refuses(400, 401, 403, 404)
            .Describes("banUser", "Keep a user out; their sessions and tokens end. For platform admins.");

        users.MapDelete("/{user}/ban", (UserId user, ICatalyst catalyst, CancellationToken ct) => catalyst.Users.UnbanAsync(user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("unbanUser", "Let a user in again; for platform admins.");

        users.MapPost("/{user}/password/require-change", (UserId user, RequirePasswordChangeRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.RequirePasswordChangeAsync(user, request, ct).ToOk())
            .Answers<User>().Refuses(400, 401, 403, 404)
            .Describes("requireUserPasswordChange", "Have a user set another password before their next session; for platform admins.")
            .Example("""{"reason":"Ticket 42"}""");

        users.MapGet("/{user}/profile", (UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.GetProfileAsync(user, ct).ToVersioned(profile => profile.Version))
            .Answers<Profile>().Refuses(400, 401, 403, 404).Describes("getUserProfile", "A user's whole profile; for platform admins.");

        users.MapPut("/{user}/profile", (UserId user, SetProfileRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.SetProfileAsync(user, request, ifMatch.Version, ct).ToVersioned(profile => profile.Version))
            .Answers<Profile>().Refuses(400, 401, 403, 404, 412)
            .Describes("setUserProfile", "Replace a user's whole profile; for platform admins.");

        users.MapPut("/{user}/labels", (UserId user, SetLabelsRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Users.SetLabelsAsync(user, request.Labels, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<User>().Refuses(400, 401, 403, 404, 412).Describes("setUserLabels", "Replace the labels set on a user; for platform admins.");
    }
}
