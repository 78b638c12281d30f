using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Keys;

internal static class KeyRateLimitEndpoints
{
    public static void MapKeyRateLimits(this IEndpointRouteBuilder routes)
    {
        MapOfOrgs(routes.MapGroup("/v1/orgs/{org}/rate-limits").RequireAuthorization().WithTags("Keys"));
        MapOfKeys(routes.MapGroup("/v1/keys/{key}/rate-limits").RequireAuthorization().WithTags("Keys"));
    }

    private static void MapOfOrgs(RouteGroupBuilder limits)
    {
        limits.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.KeyRateLimits.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<KeyRateLimit>>().Refuses(400, 401, 403, 404).Describes("listRateLimits", "An organisation's rate limits for keys.")
            .Needs(BuiltInPermissions.KeysRead);

        limits.MapGet("/{rateLimit}", (OrgRef org, string rateLimit, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.GetAsync(org, rateLimit, ct).ToVersioned(limit => limit.Version))
            .Answers<KeyRateLimit>().Refuses(400, 401, 403, 404).Describes("getRateLimit", "Read a rate limit for keys.")
            .Needs(BuiltInPermissions.KeysRead);

        limits.MapPut("/{rateLimit}", (OrgRef org, string rateLimit, SetRateLimitRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.SetAsync(org, rateLimit, request, ifMatch.Version, ct).ToVersioned(limit => limit.Version))
            .Answers<KeyRateLimit>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("setRateLimit", "Make a rate limit for keys, or replace what it says; in force at the next take.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"permits":100,"windowSeconds":60,"sharing":"owner"}""");

        limits.MapDelete("/{rateLimit}", (OrgRef org, string rateLimit, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.DeleteAsync(org, rateLimit, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("deleteRateLimit", "Delete a rate limit that no key has.")
            .Needs(BuiltInPermissions.KeysWrite);
    }

    private static void MapOfKeys(RouteGroupBuilder limits)
    {
        limits.MapPut("/{rateLimit}", (KeyId key, string rateLimit, SetKeyRateLimitRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.OverrideAsync(key, rateLimit, request, ifMatch.Version, ct).ToVersioned(changed => changed.Version))
            .Answers<ApiKey>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("overrideRateLimit", "Give a key a rate limit of its organisation's, or another size of it; in force at the next take.")
            .Needs(BuiltInPermissions.KeysWrite)
            .Example("""{"permits":1000,"windowSeconds":60,"expiresIn":3600}""");

        limits.MapDelete("/{rateLimit}", (KeyId key, string rateLimit, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.RemoveOverrideAsync(key, rateLimit, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("removeRateLimitOverride", "Take a key's other size of a rate limit away; it keeps the limit.")
            .Needs(BuiltInPermissions.KeysWrite);

        // A permit that is taken twice comes back by itself; to remember each call would be a write for each.
        limits.MapPost("/take", (KeyId key, TakeRateLimitsRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.KeyRateLimits.TakeAsync(key, request, ct).ToTaken())
            .IgnoresIdempotency().Answers<TakenRateLimits>().Refuses(400, 401, 403, 404, 409, 422, 429)
            .Describes("takeRateLimits", "Take permits of a key's rate limits: of all that are named, or of none.")
            .Needs(BuiltInPermissions.KeysConsume)
            .Example("""{"costs":{"requests":1,"tokens":120}}""");
    }
}
