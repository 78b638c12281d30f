using CatalystAuth.Contracts;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.EffectiveIdentity;

internal static class IdentityEndpoints
{
    public static void MapIdentities(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/v1/orgs/{org}/members/{user}").RequireAuthorization().WithTags("Members");
        members.MapGet("/effective", (OrgRef org, UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Identities.GetAsync(org, user, ct).ToOk())
            .Answers<EffectiveUser>().Refuses(400, 401, 403, 404)
            .Describes("getMemberIdentity", "What a member is and may do, merged, each part with where it came from.")
            .Needs(BuiltInPermissions.RolesRead);
        members.MapGet("/explain", (OrgRef org, UserId user, string permission, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Identities.ExplainAsync(org, user, permission, ct).ToOk())
            .Answers<Explanation>().Refuses(400, 401, 403, 404)
            .Describes("explainMemberPermission", "Why a member does or does not hold a permission.")
            .Needs(BuiltInPermissions.RolesRead);
    }
}
