using System.Text.Json.Nodes;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
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

        orgs.MapGet("/", (bool? all, string? q, string? status, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                ListAsync(catalyst.Orgs, all == true, new OrgQuery(q, OrgStatusFilter.Of(status)), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Org>>().Refuses(400, 401, 403)
            .Describes("listOrgs", "The organisations that the caller is in, oldest first; of the deleted ones those that they own, and only when asked for. With all=true, for platform admins, every one that q and status find.");

        orgs.MapGet("/{org}", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.GetAsync(org, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404).Describes("getOrg", "Read an organisation.")
            .Needs(BuiltInPermissions.OrgRead);

        orgs.MapPatch("/{org}", (OrgRef org, UpdateOrgRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.UpdateAsync(org, request, ifMatch.Version, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 409, 412).Describes("updateOrg", "Rename an organisation.")
            .Needs(BuiltInPermissions.OrgUpdate);

        orgs.MapPut("/{org}/labels", (OrgRef org, SetLabelsRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.SetLabelsAsync(org, request.Labels, ifMatch.Version, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 412).Describes("setOrgLabels", "Replace the labels set on an organisation.")
            .Needs(BuiltInPermissions.LabelsWrite);

        orgs.MapGet("/{org}/profile", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.GetProfileAsync(org, ct).ToVersioned(profile => profile.Version))
            .Answers<OrgProfile>().Refuses(400, 401, 403, 404).Describes("getOrgProfile", "How an organisation presents itself.")
            .Needs(BuiltInPermissions.OrgRead);

        orgs.MapPatch("/{org}/profile", (OrgRef org, JsonObject changes, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.UpdateProfileAsync(org, changes, ifMatch.Version, ct).ToVersioned(profile => profile.Version))
            .Answers<OrgProfile>().Refuses(400, 401, 403, 404, 412)
            .Describes("updateOrgProfile", "Change an organisation's profile by a merge patch (RFC 7396): what is absent stays, null empties.")
            .Needs(BuiltInPermissions.OrgUpdate).Example("""{"logoUrl":"https://example.com/logo.svg","colors":{"primary":"#1a2b3c"}}""");

        orgs.MapGet("/{org}/settings", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.GetSettingsAsync(org, ct).ToVersioned(settings => settings.Version))
            .Answers<OrgSettings>().Refuses(400, 401, 403, 404)
            .Describes("getOrgSettings", "An organisation's settings; the server's part is for who holds settings:read.")
            .Needs(BuiltInPermissions.OrgRead);

        orgs.MapPatch("/{org}/settings", (OrgRef org, JsonObject changes, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Orgs.UpdateSettingsAsync(org, changes, ifMatch.Version, ct).ToVersioned(settings => settings.Version))
            .Answers<OrgSettings>().Refuses(400, 401, 403, 404, 412)
            .Describes("updateOrgSettings", "Change an organisation's settings by a merge patch (RFC 7396): what is absent stays, null empties.")
            .Needs(BuiltInPermissions.SettingsWrite).Example("""{"client":{"theme":"dark"},"server":{"importFrom":null}}""");
    }

    private static Task<Result<Page<Org>>> ListAsync(IOrgs orgs, bool all, OrgQuery query, PageRequest page, CancellationToken ct) =>
        all ? orgs.SearchAsync(query, page, ct)
        : query.Q is not null
            ? Task.FromResult<Result<Page<Org>>>(Error.Field(OrgErrorCodes.InvalidQuery, "all", "q searches in all organisations: say all=true too."))
        : query.Status is { } status ? orgs.ListByStatusAsync(status, page, ct)
        : orgs.ListAsync(page, ct);
}
