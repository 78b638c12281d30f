using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.Keys;

internal static class KeyEndpoints
{
    // A thousand rows of a thousand bytes each.
    private const int LargestImport = 1024 * 1024;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        MapOfOrgs(routes.MapGroup("/v1/orgs/{org}/keys").RequireAuthorization().WithTags("Keys"));
        MapMine(routes.MapGroup("/v1/me/keys").RequireAuthorization().WithTags("Keys"));
        MapOne(routes.MapGroup("/v1/keys/{key}").RequireAuthorization().WithTags("Keys"));
    }

    private static void MapOfOrgs(RouteGroupBuilder keys)
    {
        keys.MapPost("/", (OrgRef org, IssueKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.IssueAsync(org, request, ct).ToCreated(key => $"/v1/keys/{key.Id}"))
            .NeedsFresh(FreshSession.Lately).Answers<IssuedKey>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("issueKey", "Issue a key; this answer is the only one that carries it.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"name":"reports","scopes":["org:read"],"expiresIn":3600}""");

        keys.MapPost("/import", (OrgRef org, ImportKeysRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.ImportAsync(org, request, ct).ToOk())
            .WithMetadata(new RequestSizeLimitAttribute(LargestImport))
            .NeedsFresh(FreshSession.Lately).Answers<ImportKeysResponse>().Refuses(400, 401, 403, 404, 413)
            .Describes("importKeys", "Take over up to 1000 keys that another system gave out, by their hashes; good rows are imported and bad ones told.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""
                {"keys":[{"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","name":"reports","scopes":["org:read"]}],"entropyBits":128}
                """);

        keys.MapGet("/", (
                OrgRef org, string? status, string? kind, string? owner, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.SearchAsync(
                    org, new(KeyFilters.StatusOf(status), KeyFilters.KindOf(kind), owner), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<ApiKey>>().Refuses(400, 401, 403, 404)
            .Describes("listKeys", "An organisation's keys, oldest first. Those of members are shown to who may change keys, and to themselves.")
            .Needs(BuiltInPermissions.KeysRead);
    }

    private static void MapMine(RouteGroupBuilder keys)
    {
        keys.MapPost("/", (IssueMyKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.IssueMineAsync(request, ct).ToCreated(key => $"/v1/keys/{key.Id}"))
            .NeedsFresh(FreshSession.Lately).Answers<IssuedKey>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("issueMyKey", "Issue a key of your own, which can do what you can at the moment; this answer is the only one that carries it.")
            .Example("""{"org":"org_01h455vb4pex5vsknk084sn02q","name":"laptop","scopes":["org:read"],"expiresIn":3600}""");

        keys.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.ListMineAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<ApiKey>>().Refuses(400, 401, 403, 404).Describes("listMyKeys", "Your own keys for an organisation, oldest first.");
    }

    private static void MapOne(RouteGroupBuilder key)
    {
        key.MapGet("/", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.Keys.GetAsync(key, ct).ToVersioned(found => found.Version))
            .Answers<ApiKey>().Refuses(400, 401, 403, 404).Describes("getKey", "Read a key, without its secret.")
            .Needs(BuiltInPermissions.KeysRead);

        key.MapGet("/tokens", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.Keys.ListTokensAsync(key, ct).ToOk())
            .Answers<Page<KeyToken>>().Refuses(400, 401, 403, 404)
            .Describes("listKeyTokens", "The tokens of a key that may be alive, newest first. They die with it.")
            .Needs(BuiltInPermissions.KeysRead);

        key.MapPatch("/", (KeyId key, UpdateKeyRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.UpdateAsync(key, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<ApiKey>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("updateKey", "Change a key whose all you hold; its tokens die when it may do less.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"description":"For the reports of the night."}""");

        key.MapPost("/rotate", (KeyId key, RotateKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.RotateAsync(key, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).Answers<IssuedKey>().Refuses(400, 401, 403, 404, 409)
            .Describes("rotateKey", "Give a key a new secret, which only this answer carries; the old one works for the overlap.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"overlap":3600}""");

        key.MapPost("/disable", (KeyId key, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.DisableAsync(key, ct).ToVersioned(found => found.Version))
            .Answers<ApiKey>().Refuses(400, 401, 403, 404).Describes("disableKey", "Make a key stop until it is enabled again; its tokens die.")
            .Needs(BuiltInPermissions.KeysWrite);

        key.MapPost("/enable", (KeyId key, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Keys.EnableAsync(key, ct).ToVersioned(found => found.Version))
            .Answers<ApiKey>().Refuses(400, 401, 403, 404, 409).Describes("enableKey", "Make a disabled key work again.")
            .Needs(BuiltInPermissions.KeysWrite);

        key.MapDelete("/", (KeyId key, ICatalyst catalyst, CancellationToken ct) => catalyst.Keys.RevokeAsync(key, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("revokeKey", "Revoke a key for good; its tokens die with it.")
            .Needs(BuiltInPermissions.KeysWrite);
    }
}
