using System.Collections.Concurrent;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// The revocations that can still matter, in memory: what every verifier asks for each token. Reads take no lock.
/// </summary>
public sealed class RevocationList
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _revokedAt = new(StringComparer.Ordinal);
    private readonly StoppedOrgs _stopped = new();
    private long _version;

    /// <summary>Goes up when an entry is added, so that a cached answer can be told to be older than the list.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Whether the token itself, or its session, key, user or membership, was revoked after the token was issued.</summary>
    public bool IsRevoked(AccessToken token)
    {
        if (Version == 0)
        {
            return false;
        }

        return _revokedAt.ContainsKey(token.Id)
            || (token.SessionId is not null && _revokedAt.ContainsKey(token.SessionId))
            || (token.Key is not null && _revokedAt.ContainsKey(token.Key))
            || (token.Actor is { } actor && _revokedAt.ContainsKey(actor.Subject))
            || (_revokedAt.TryGetValue(token.Subject, out var userAt) && token.IssuedAtExactly() <= userAt)
            || (token.Org is not null && IsRevokedIn(token.Org, token));
    }

    /// <summary>Whether an organisation is suspended or deleted.</summary>
    public bool IsStopped(string org) => _stopped.Contains(org);

    internal static string RoleSubject(string org, string role) => $"{org}/role/{role}";

    internal static string GroupSubject(string org, string path) => $"{org}/group/{path}";

    internal static string MembershipSubject(string user, string org) => $"{user}/{org}";

    internal static string EntitlementSubject(string of) => $"ent/{of}";

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

    private bool IsRevokedIn(string org, AccessToken token) =>
        IsStopped(org)
        || IsRevokedSince(org, token)
        || IsRevokedSince(MembershipSubject(token.Subject, org), token)
        || IsRevokedSince(EntitlementSubject(org), token)
        || IsRevokedSince(EntitlementSubject(token.Subject), token)
        || IsRevokedSince(EntitlementSubject(Invalidations.EveryOrg), token)
        || (token.Plan is not null && IsRevokedSince(EntitlementSubject(IdentityTags.Plan(token.Plan)), token))
        || (token.Roles?.Any(role => IsRevokedSince(RoleSubject(org, role), token)) ?? false)
        || (token.Groups?.Any(path => IsRevokedSince(GroupSubject(org, path), token)) ?? false);

    private bool IsRevokedSince(string subject, AccessToken token) =>
        _revokedAt.TryGetValue(subject, out var at) && token.IssuedAtExactly() <= at;
}
