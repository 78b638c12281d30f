using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Orgs;

internal static class OrgEndpoints
{
    public static void MapOrgs(this IEndpointRouteBuilder routes)
    {
        var orgs = routes.MapGroup("/v1/orgs").RequireAuthorization().WithTags("Organisations");

        orgs.MapPost("/", (CreateOrgRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.CreateAsync(request, ct).ToVersioned(org => org.Version, org => $"/v1/orgs/{org.Id}"))
            .Answers<Org>(201).Refuses(400, 401, 403, 409).Describes("createOrg", "Create an organisation; the caller becomes its owner.");

        orgs.MapGet("/", (string? status, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                (OrgStatusFilter.Of(status) is { } only
                    ? catalyst.Orgs.ListByStatusAsync(only, Paging.Of(limit, cursor), ct)
                    : catalyst.Orgs.ListAsync(Paging.Of(limit, cursor), ct)).ToOk())
            .Answers<Page<Org>>().Refuses(400, 401, 403).Describes("listOrgs", "The organisations that the caller is in, oldest first; of the deleted ones those that they own, and only when asked for.");

        orgs.MapGet("/{org}", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.GetAsync(org, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404).Describes("getOrg", "Read an organisation.")
            .Needs(BuiltInPermissions.OrgRead);

        orgs.MapPatch("/{org}", (OrgRef org, UpdateOrgRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.UpdateAsync(org, request, ifMatch.Version, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 409, 412).Describes("updateOrg", "Rename an organisation.")
            .Needs(BuiltInPermissions.OrgUpdate);

        orgs.MapPut("/{org}/labels", (OrgRef org, SetLabelsRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.SetLabelsAsync(org, request.Labels, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404).Describes("setOrgLabels", "Replace the labels set on an organisation.")
            .Needs(BuiltInPermissions.LabelsWrite);
    }
}
