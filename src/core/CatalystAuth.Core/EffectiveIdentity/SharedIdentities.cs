using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Identities in a cache that nodes share. It may lose, keep too long or bring back anything: an identity counts only when the
/// invalidation log holds no change of its parts since it was read. A cache that fails is one that knows nothing.
/// </summary>
internal sealed class SharedIdentities(
    IEnumerable<IDistributedCache> caches, IInvalidationLog log, IOptions<IdentityCacheOptions> options, TimeProvider time)
{
    // Nodes' clocks may differ and a transaction may commit late, as for the feed.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly IDistributedCache? _cache = caches.LastOrDefault();

    public async Task<SharedIdentity?> FindAsync(UserId user, OrgId org, CancellationToken cancellationToken)
    {
        if (_cache is null || await ReadAsync(_cache, Key(user, org), cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var isTheirs = found.Identity.UserId == user && found.Identity.Org == org;
        var isYoung = found.ReadFrom > time.GetUtcNow() - options.Value.SharedLifetime && (found.GoodUntil is null || found.GoodUntil > time.GetUtcNow());
        return isTheirs && isYoung && !await log.AnySinceAsync(found.Tags, found.ReadFrom - Overlap, cancellationToken).ConfigureAwait(false)
            ? found
            : null;
    }

    public async Task KeepAsync(ResolvedIdentity resolved, DateTimeOffset readFrom, CancellationToken cancellationToken)
    {
        if (_cache is null)
        {
            return;
        }

        var identity = new SharedIdentity(resolved.Identity, resolved.Tags, readFrom, resolved.GoodUntil);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(identity, SharedIdentityJsonContext.Default.SharedIdentity);
        try
        {
            await _cache.SetAsync(
                Key(resolved.Identity.UserId, resolved.Identity.Org), bytes,
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Value.SharedLifetime }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The cache tells its own failures; here they only mean that nothing is kept.
        }
    }

    private static async Task<SharedIdentity?> ReadAsync(IDistributedCache cache, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } bytes
                ? JsonSerializer.Deserialize(bytes, SharedIdentityJsonContext.Default.SharedIdentity)
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    // The form's version in the key: nodes of two versions do not read each other's.
    private static string Key(UserId user, OrgId org) => $"catalyst/identity/2/{user}/{org}";
}

/// <summary>An identity as it is shared.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="Tags">Its parts.</param>
/// <param name="ReadFrom">When its reading began.</param>
/// <param name="GoodUntil">When time alone makes it stale.</param>
internal sealed record SharedIdentity(EffectiveUser Identity, IReadOnlyList<string> Tags, DateTimeOffset ReadFrom, DateTimeOffset? GoodUntil);

[JsonSerializable(typeof(SharedIdentity))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class SharedIdentityJsonContext : JsonSerializerContext;
