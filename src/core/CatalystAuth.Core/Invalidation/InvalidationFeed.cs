using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// Brings the log into this node's memory. Who lost the feed for longer than the bound is stale and has to deny.
/// </summary>
public sealed class InvalidationFeed(
    IServiceScopeFactory scopes, RevocationList revocations, IdentityClock identities, AppCatalog apps, DomainCatalog domains,
    IOptions<InvalidationOptions> options, IOptions<TokenOptions> tokens, TimeProvider time) : IDisposable
{
    // Nodes' clocks may differ and a transaction may commit late: each read begins that much before the last.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    // Two hours are above the longest life that an access token can be given.
    private static readonly TimeSpan LogLife = TimeSpan.FromHours(2);

    private readonly SemaphoreSlim _oneRead = new(1, 1);
    private readonly HashSet<Invalidation> _applied = [];
    private long _readAt = long.MinValue;
    private DateTimeOffset _readUpTo;
    private long _purgedAt = long.MinValue;

    /// <summary>Raised after each read, with what was new in the log and up to when it was read. One read at a time.</summary>
    public event Action<IReadOnlyList<Invalidation>, DateTimeOffset>? Read;

    /// <summary>Whether the log was last read longer ago than the bound, or never.</summary>
    public bool IsStale
    {
        get
        {
            var readAt = Volatile.Read(ref _readAt);
            return readAt == long.MinValue || time.GetElapsedTime(readAt) > options.Value.Bound;
        }
    }

    /// <summary>How long ago the log was last read; infinite when never.</summary>
    public TimeSpan Age
    {
        get
        {
            var readAt = Volatile.Read(ref _readAt);
            return readAt == long.MinValue ? Timeout.InfiniteTimeSpan : time.GetElapsedTime(readAt);
        }
    }

    /// <summary>Applies a change of this node's own at once, after its transaction committed.</summary>
    public void Publish(Invalidation invalidation)
    {
        if (invalidation.Kind is not (InvalidationKind.App or InvalidationKind.Identity or InvalidationKind.SigningKeysChanged or InvalidationKind.ForwardAuthDomain))
        {
            revocations.Add(invalidation);
        }

        if (invalidation.Kind is InvalidationKind.Identity or InvalidationKind.Membership or InvalidationKind.Role
            or InvalidationKind.OrgStopped or InvalidationKind.OrgResumed)
        {
            identities.Invalidate(invalidation.Subject);
        }
    }

    /// <summary>
    /// Reads what is new. Called every <see cref="InvalidationOptions.PollInterval"/> and when the bus says so; one read at a time.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _oneRead.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneRead.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _oneRead.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var now = time.Now();
        var relevance = tokens.Value.AccessLifetime + tokens.Value.ClockSkew + Overlap;
        var isFirst = Volatile.Read(ref _readAt) == long.MinValue;
        List<Invalidation> fresh;

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var log = scope.ServiceProvider.GetRequiredService<IInvalidationLog>();
            var pause = isFirst ? TimeSpan.Zero : Pause(startedAt, now);
            var entries = await log.ReadSinceAsync(now - (isFirst ? relevance : pause + Overlap), cancellationToken).ConfigureAwait(false);

            // The log forgets; an app and a stopped organisation stay. Also after a pause in which it may have forgotten something.
            if (isFirst || pause > LogLife / 2)
            {
                await apps.LoadAllAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
                await domains.LoadAllAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
                var stopped = await scope.ServiceProvider.GetRequiredService<IStoppedOrgs>().ListAsync(cancellationToken).ConfigureAwait(false);
                revocations.LoadStopped(stopped, now - Overlap);
                if (!isFirst)
                {
                    await LoadSigningKeysAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
                }
            }

            // Noted behind the work: when some of it fails, all of it is done, and told, at the next read.
            fresh = [.. entries.Where(entry => !_applied.Contains(entry))];
            foreach (var entry in fresh)
            {
                await ApplyAsync(entry, scope.ServiceProvider, isFirst, cancellationToken).ConfigureAwait(false);
            }

            // Together, as a host may have gone from one to another.
            HashSet<string> changed = [.. fresh.Where(entry => entry.Kind == InvalidationKind.App).Select(entry => entry.Subject)];
            if (changed.Count > 0 && !isFirst)
            {
                await apps.ReloadAsync(changed, scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
            }

            _applied.UnionWith(fresh);

            _applied.RemoveWhere(entry => entry.At < now - relevance - Overlap);
            revocations.Forget(now - relevance - Overlap);
            if (_purgedAt == long.MinValue || time.GetElapsedTime(_purgedAt) > TimeSpan.FromHours(1))
            {
                await log.PurgeAsync(now - LogLife, cancellationToken).ConfigureAwait(false);
                _purgedAt = startedAt;
            }
        }

        _readUpTo = now;
        Volatile.Write(ref _readAt, startedAt);
        Read?.Invoke(fresh, now);
    }

    // By the longer of both clocks: the one stands still while a machine is suspended, the other may be set back.
    private TimeSpan Pause(long startedAt, DateTimeOffset now)
    {
        var elapsed = time.GetElapsedTime(_readAt, startedAt);
        return now - _readUpTo > elapsed ? now - _readUpTo : elapsed;
    }

    private async Task ApplyAsync(Invalidation entry, IServiceProvider services, bool isFirst, CancellationToken cancellationToken)
    {
        if (entry.Kind is not (InvalidationKind.App or InvalidationKind.ForwardAuthDomain))
        {
            Publish(entry);
        }

        if (entry.Kind == InvalidationKind.ForwardAuthDomain && !isFirst)
        {
            await domains.ReloadAsync(entry.Subject, services, cancellationToken).ConfigureAwait(false);
        }
        else if (entry.Kind == InvalidationKind.SigningKeysChanged)
        {
            await LoadSigningKeysAsync(services, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task LoadSigningKeysAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<LoadSigningKeys>().ReloadAsync(cancellationToken);
}
