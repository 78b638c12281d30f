using CatalystAuth.Contracts;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.ClaimProfiles;

internal static class ClaimProfileEndpoints
{
    public static void MapClaimProfiles(this IEndpointRouteBuilder routes)
    {
        var profiles = routes.MapGroup("/v1/orgs/{org}/claim-profiles").RequireAuthorization().WithTags("Claim profiles");

        profiles.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.ClaimProfiles.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<ClaimProfile>>().Refuses(400, 401, 403, 404)
            .Describes("listClaimProfiles", "How the organisation's tokens look to other systems, by audience.")
            .Needs(BuiltInPermissions.ClaimProfilesRead);

        profiles.MapGet("/{audience}", (OrgRef org, string audience, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.ClaimProfiles.GetAsync(org, audience, ct).ToVersioned(profile => profile.Version))
            .Answers<ClaimProfile>().Refuses(400, 401, 403, 404)
            .Describes("getClaimProfile", "Read a claim profile, without its secret.")
            .Needs(BuiltInPermissions.ClaimProfilesRead);

        profiles.MapPut("/{audience}", (OrgRef org, string audience, SetClaimProfileRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.ClaimProfiles.SetAsync(org, audience, request, ifMatch.Version, ct).ToVersioned(profile => profile.Version))
            .Answers<ClaimProfile>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("setClaimProfile", "Say how tokens for an audience look to the system that reads them, or replace it.")
            .Needs(BuiltInPermissions.ClaimProfilesWrite)
            .Example("""{"profile":"hasura","settings":{"map":[{"role":"owner","to":"manager"}],"otherwise":"user"}}""");

        profiles.MapDelete("/{audience}", (OrgRef org, string audience, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.ClaimProfiles.DeleteAsync(org, audience, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("deleteClaimProfile", "Delete a claim profile with its secret; tokens that are out live to their end.")
            .Needs(BuiltInPermissions.ClaimProfilesWrite);
    }
}
