using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Orgs;

internal static class OrgLifecycleEndpoints
{
    public static void MapOrgLifecycle(this IEndpointRouteBuilder routes)
    {
        var orgs = routes.MapGroup("/v1/orgs/{org}").RequireAuthorization().WithTags("Organisations");

        orgs.MapPost("/suspend", (OrgRef org, SuspendOrgRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.OrgLifecycle.SuspendAsync(org, request, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404)
            .Describes("suspendOrg", "Stop an organisation: its tokens, keys and apps let nobody in. For platform admins.")
            .Example("""{"reason":"Unpaid invoices"}""");

        orgs.MapPost("/reactivate", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.OrgLifecycle.ReactivateAsync(org, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404).Describes("reactivateOrg", "Let a suspended organisation go on. For platform admins.");

        orgs.MapDelete("/", (OrgRef org, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.OrgLifecycle.DeleteAsync(org, ifMatch.Version, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 412)
            .Describes("deleteOrg", "Delete an organisation; it stops at once and can be restored until purgeAt.")
            .Needs(BuiltInPermissions.OrgDelete);

        orgs.MapPost("/restore", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.OrgLifecycle.RestoreAsync(org, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("restoreOrg", "Bring a deleted organisation back; for its owners and platform admins.")
            .Needs(BuiltInPermissions.OrgDelete);

        orgs.MapPost("/purge", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.OrgLifecycle.PurgeAsync(org, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409)
            .Describes("purgeOrg", "Remove a deleted organisation for good, without waiting. For platform admins.");
    }
}
