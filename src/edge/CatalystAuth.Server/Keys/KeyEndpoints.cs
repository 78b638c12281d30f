using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Keys;

internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var orgKeys = routes.MapGroup("/v1/orgs/{org}/keys").RequireAuthorization().WithTags("Keys");

        orgKeys.MapPost("/", (OrgRef org, IssueKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.IssueAsync(org, request, ct).ToCreated(key => $"/v1/keys/{key.Id}"))
            .Answers<IssuedKey>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("issueKey", "Issue a key; this answer is the only one that carries it.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"name":"reports","scopes":["org:read"],"expiresIn":3600}""");

        orgKeys.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.ListAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<ApiKey>>().Refuses(400, 401, 403, 404).Describes("listKeys", "An organisation's keys, oldest first.")
            .Needs(BuiltInPermissions.KeysRead);

        var keys = routes.MapGroup("/v1/keys").RequireAuthorization().WithTags("Keys");

        keys.MapGet("/{key}", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.Keys.GetAsync(key, ct).ToOk())
            .Answers<ApiKey>().Refuses(400, 401, 403, 404).Describes("getKey", "Read a key, without its secret.")
            .Needs(BuiltInPermissions.KeysRead);

        keys.MapDelete("/{key}", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.Keys.RevokeAsync(key, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("revokeKey", "Revoke a key; its tokens die with it.")
            .Needs(BuiltInPermissions.KeysWrite);
    }
}
