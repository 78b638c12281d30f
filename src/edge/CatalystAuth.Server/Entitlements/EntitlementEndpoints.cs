using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Entitlements;

internal static class EntitlementEndpoints
{
    public static void MapEntitlements(this IEndpointRouteBuilder routes)
    {
        var ofOrg = routes.MapGroup("/v1/orgs/{org}/entitlements").RequireAuthorization().WithTags("Entitlements");
        ofOrg.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Entitlements.GetAsync(org, ct).ToVersioned(found => found.Version))
            .Answers<OrgEntitlements>().Refuses(400, 401, 403, 404)
            .Describes("getOrgEntitlements", "What an organisation is subscribed to, what is overridden for it, and what comes of it.")
            .Needs(BuiltInPermissions.EntitlementsRead);
        ofOrg.MapPut("/", (OrgRef org, SetOrgEntitlementsRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Entitlements.SetAsync(org, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<OrgEntitlements>().Refuses(400, 401, 403, 404, 412)
            .Describes("setOrgEntitlements", "Subscribe an organisation and override what its plan gives; for platform admins.")
            .Example("""{"plan":"pro","expiresAt":"2030-01-01T00:00:00Z","features":[{"name":"beta","reason":"Early access"}],"limits":[{"name":"members","max":80}]}""");
        ofOrg.MapDelete("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Entitlements.RemoveAsync(org, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("removeOrgEntitlements", "End an organisation's subscription and overrides; for platform admins.");

        var ofUser = routes.MapGroup("/v1/users/{user}/entitlements").RequireAuthorization().WithTags("Entitlements");
        ofUser.MapGet("/", (UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Entitlements.GetOfUserAsync(user, ct).ToVersioned(found => found.Version))
            .Answers<UserEntitlements>().Refuses(400, 401, 403, 404)
            .Describes("getUserEntitlements", "What is overridden for a user; for platform admins.");
        ofUser.MapPut("/", (UserId user, SetUserEntitlementsRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Entitlements.SetOfUserAsync(user, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<UserEntitlements>().Refuses(400, 401, 403, 404, 412)
            .Describes("setUserEntitlements", "Override what plans give, for one user; for platform admins.")
            .Example("""{"features":[{"name":"beta"},{"name":"export","granted":false}]}""");
        ofUser.MapDelete("/", (UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Entitlements.RemoveOfUserAsync(user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("removeUserEntitlements", "End a user's overrides; for platform admins.");

        var usage = routes.MapGroup("/v1/orgs/{org}/usage").RequireAuthorization().WithTags("Entitlements");
        usage.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Usage.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<Usage>>().Refuses(400, 401, 403, 404).Describes("listUsage", "How much of each limit an organisation uses.")
            .Needs(BuiltInPermissions.EntitlementsRead);
        usage.MapPost("/{limit}", (OrgRef org, string limit, ConsumeRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Usage.ConsumeAsync(org, limit, request, ct).ToOk())
            .Answers<Usage>().Refuses(400, 401, 403, 404, 409)
            .Describes("consumeUsage", "Take an amount of a limit, or give it back with an amount below zero.")
            .Needs(BuiltInPermissions.EntitlementsConsume)
            .Example("""{"amount":1}""");
    }
}
