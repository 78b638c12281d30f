using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Effective identities by user and organisation, kept in this node's memory and, when there is one, in a cache that nodes share.
/// Never a reason for a wrong answer: a kept identity is used only while <see cref="IdentityClock"/> knows of no change of its parts,
/// a shared one only after the invalidation log says the same. Thread-safe.
/// </summary>
public sealed class EffectiveIdentityCache(
    HybridCache local, IdentityClock clock, IServiceScopeFactory scopes, IOptions<IdentityCacheOptions> options, TimeProvider time)
{
    private const int MaxTries = 3;

    private readonly HybridCacheEntryOptions _entry = new()
    {
        Expiration = options.Value.Lifetime,
        LocalCacheExpiration = options.Value.Lifetime,
        // The second level is asked by itself: what comes from it has to be compared with the log first.
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
    };

    /// <summary>The merged identity; null when the user is not a member or one of both does not exist.</summary>
    public async Task<EffectiveUser?> GetAsync(UserId user, OrgRef org, CancellationToken cancellationToken)
    {
        if (options.Value.Lifetime == TimeSpan.Zero)
        {
            return (await ReadAsync(user, org, cancellationToken).ConfigureAwait(false)).Identity;
        }

        var key = $"identity/{user}/{org}";
        var reading = new Reading(this, user, org);
        for (var attempt = 1; ; attempt++)
        {
            var kept = await local.GetOrCreateAsync(key, reading, static (reading, ct) => reading.RunAsync(ct), _entry, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            if (kept.Identity is not null && (IsCurrent(kept) || reading.Made == kept))
            {
                return kept.Identity;
            }

            // That somebody is nothing here is not kept: no part would tell of the change that makes them something.
            await local.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            if (reading.Made == kept || attempt == MaxTries)
            {
                return (reading.Made ?? await ReadAsync(user, org, cancellationToken).ConfigureAwait(false)).Identity;
            }
        }
    }

    /// <summary>Drops from memory what can't matter any more. Called now and then.</summary>
    public void Sweep() => clock.Forget(options.Value.Lifetime + options.Value.Lifetime);

    private bool IsCurrent(KeptIdentity kept) =>
        clock.IsCurrent(kept.Tags, kept.ReadAt) && (kept.GoodUntil is null || kept.GoodUntil > time.GetUtcNow());

    // In a scope of its own: others wait for this reading, and it must not end with the request that began it.
    private async Task<KeptIdentity> ReadAsync(UserId user, OrgRef reference, CancellationToken cancellationToken)
    {
        var readAt = clock.Now;
        var readFrom = time.Now();
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var services = scope.ServiceProvider;
            var shared = services.GetRequiredService<SharedIdentities>();
            if (await services.GetRequiredService<IOrgStore>().FindAsync(reference, cancellationToken).ConfigureAwait(false) is not { Status: OrgStatus.Active } org)
            {
                return new KeptIdentity(null, [], readAt, null);
            }

            if (await shared.FindAsync(user, org.Id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return new KeptIdentity(found.Identity, found.Tags, readAt, found.GoodUntil);
            }

            var resolved = await services.GetRequiredService<EffectiveIdentityResolver>().ResolveAsync(user, org, cancellationToken)
                .ConfigureAwait(false);
            if (resolved is null)
            {
                return new KeptIdentity(null, [], readAt, null);
            }

            await shared.KeepAsync(resolved, readFrom, cancellationToken).ConfigureAwait(false);
            return new KeptIdentity(resolved.Identity, resolved.Tags, readAt, resolved.GoodUntil);
        }
    }

    private sealed class Reading(EffectiveIdentityCache cache, UserId user, OrgRef org)
    {
        /// <summary>What this call read itself, and so after it began: right whatever was kept.</summary>
        public KeptIdentity? Made { get; private set; }

        public async ValueTask<KeptIdentity> RunAsync(CancellationToken cancellationToken) =>
            Made = await cache.ReadAsync(user, org, cancellationToken).ConfigureAwait(false);
    }
}
