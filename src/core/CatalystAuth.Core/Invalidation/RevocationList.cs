using System.Collections.Concurrent;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// The revocations that can still matter, in memory: what every verifier asks for each token. Reads take no lock.
/// </summary>
public sealed class RevocationList : IRevocations
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly StoppedOrgs _stopped = new();
    private readonly Lock _writes = new();
    private long _version;

    /// <summary>Goes up when an entry is added, so that a cached answer can be told to be older than the list.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Whether the token's session, key, user or membership was revoked after the token was issued.</summary>
    public bool IsRevoked(AccessToken token) => Version != 0 && RevocationRules.IsRevoked(token, this);

    /// <summary>Whether what the token says was changed after it was issued.</summary>
    public bool IsOutdated(AccessToken token) => Version != 0 && RevocationRules.IsOutdated(token, this);

    /// <summary>
    /// Whether something in a token was revoked or changed, as far as this list learned behind a version, whenever the token was issued. Who can read anew asks this:
    /// what was read while the change was not yet committed is younger than the change.
    /// </summary>
    public bool HasLearned(AccessToken token, long behind)
    {
        if (Version == behind)
        {
            return false;
        }

        var learned = new LearnedBehind(this, behind);
        return RevocationRules.IsRevoked(token, learned) || RevocationRules.IsOutdated(token, learned);
    }

    /// <inheritdoc />
    public DateTimeOffset? Find(string subject) => _entries.TryGetValue(subject, out var entry) ? entry.At : null;

    /// <summary>Whether an organisation is suspended or deleted.</summary>
    public bool IsStopped(string org) => _stopped.Contains(org);

    /// <summary>All that it knows, for who knows nothing yet.</summary>
    internal IEnumerable<RevocationItem> Snapshot() =>
    [
        .. _stopped.Stopped().Select(org => new RevocationItem(RevocationSubjects.Hash(org), 0, Kind: RevocationKind.Stopped)),
        .. _entries.Select(entry => new RevocationItem(RevocationSubjects.Hash(entry.Key), entry.Value.At.ToUnixTimeMilliseconds())),
    ];

    internal void Add(Invalidation invalidation)
    {
        lock (_writes)
        {
            var isStop = invalidation.Kind == InvalidationKind.OrgStopped;
            if (isStop || invalidation.Kind == InvalidationKind.OrgResumed)
            {
                if (_stopped.Turn(invalidation.Subject, isStop, invalidation.At))
                {
                    Volatile.Write(ref _version, _version + 1);
                }

                // When it goes on, what was made before does not come back to life.
                if (isStop)
                {
                    return;
                }
            }

            var known = _entries.GetValueOrDefault(invalidation.Subject);
            if (known?.At == invalidation.At)
            {
                return;
            }

            // Also of one that is older than what is known: it may have been committed later, and be news to who read between both.
            var version = _version + 1;
            _entries[invalidation.Subject] = new(known?.At > invalidation.At ? known.At : invalidation.At, version);
            Volatile.Write(ref _version, version);
        }
    }

    /// <summary>Takes over which organisations are stopped, as the database has it.</summary>
    /// <param name="stopped">All of them.</param>
    /// <param name="readFrom">What was told later than this is newer than the list.</param>
    internal void LoadStopped(IReadOnlyCollection<StoppedOrg> stopped, DateTimeOffset readFrom)
    {
        lock (_writes)
        {
            _stopped.Load(stopped, readFrom);
            Volatile.Write(ref _version, _version + 1);
        }
    }

    internal void Forget(DateTimeOffset before)
    {
        _stopped.Forget(before);
        foreach (var entry in _entries)
        {
            if (entry.Value.At < before)
            {
                _entries.TryRemove(entry);
            }
        }
    }

    /// <param name="At">When it was revoked.</param>
    /// <param name="Version">The version of the list that first knew.</param>
    private sealed record Entry(DateTimeOffset At, long Version);

    private sealed class LearnedBehind(RevocationList list, long version) : IRevocations
    {
        public DateTimeOffset? Find(string subject) =>
            list._entries.TryGetValue(subject, out var entry) && entry.Version > version ? DateTimeOffset.MaxValue : null;

        public bool IsStopped(string org) => list.IsStopped(org);
    }
}
