using System.Collections.Concurrent;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// The revocations that can still matter, in memory: what every verifier asks for each token. Reads take no lock.
/// </summary>
public sealed class RevocationList : IRevocations
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _revokedAt = new(StringComparer.Ordinal);
    private readonly StoppedOrgs _stopped = new();
    private long _version;

    /// <summary>Goes up when an entry is added, so that a cached answer can be told to be older than the list.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Whether the token's session, key, user or membership was revoked after the token was issued.</summary>
    public bool IsRevoked(AccessToken token) => Version != 0 && RevocationRules.IsRevoked(token, this);

    /// <inheritdoc />
    public DateTimeOffset? Find(string subject) => _revokedAt.TryGetValue(subject, out var at) ? at : null;

    /// <summary>Whether an organisation is suspended or deleted.</summary>
    public bool IsStopped(string org) => _stopped.Contains(org);

    /// <summary>All that it knows, for who knows nothing yet.</summary>
    internal IEnumerable<RevocationItem> Snapshot() =>
    [
        .. _stopped.Stopped().Select(org => new RevocationItem(RevocationSubjects.Hash(org), 0, Kind: RevocationKind.Stopped)),
        .. _revokedAt.Select(entry => new RevocationItem(RevocationSubjects.Hash(entry.Key), entry.Value.ToUnixTimeMilliseconds())),
    ];

    internal void Add(Invalidation invalidation)
    {
        var isStop = invalidation.Kind == InvalidationKind.OrgStopped;
        if (isStop || invalidation.Kind == InvalidationKind.OrgResumed)
        {
            if (_stopped.Turn(invalidation.Subject, isStop, invalidation.At))
            {
                Interlocked.Increment(ref _version);
            }

            // When it goes on, what was made before does not come back to life.
            if (isStop)
            {
                return;
            }
        }

        var added = false;
        _revokedAt.AddOrUpdate(
            invalidation.Subject,
            _ =>
            {
                added = true;
                return invalidation.At;
            },
            (_, known) =>
            {
                added = invalidation.At > known;
                return added ? invalidation.At : known;
            });
        if (added)
        {
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>Takes over which organisations are stopped, as the database has it.</summary>
    /// <param name="stopped">All of them.</param>
    /// <param name="readFrom">What was told later than this is newer than the list.</param>
    internal void LoadStopped(IReadOnlyCollection<StoppedOrg> stopped, DateTimeOffset readFrom)
    {
        _stopped.Load(stopped, readFrom);
        Interlocked.Increment(ref _version);
    }

    internal void Forget(DateTimeOffset before)
    {
        _stopped.Forget(before);
        foreach (var entry in _revokedAt)
        {
            if (entry.Value < before)
            {
                _revokedAt.TryRemove(entry);
            }
        }
    }
}
