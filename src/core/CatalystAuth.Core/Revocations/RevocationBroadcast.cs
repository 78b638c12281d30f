using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Revocations;

/// <summary>
/// Tells verifiers outside of the house what this node reads from the log of revocations: signed once, for all who follow. While the log can't be
/// read nothing is told, so that they notice. Thread-safe.
/// </summary>
public sealed class RevocationBroadcast : IDisposable
{
    // Nodes' clocks may differ and a transaction may commit late, so who goes on with another node is told some things twice.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    // Then it is as well to begin anew.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<Invalidation.Invalidation> _recent = [];
    private readonly InvalidationFeed _feed;
    private readonly RevocationList _revocations;
    private readonly SigningKeyProvider _keys;
    private readonly TokenOptions _tokens;
    private readonly TimeSpan _heartbeat;
    private RevocationNews? _latest;
    private Lazy<RevocationNews>? _everything;
    private TaskCompletionSource<RevocationNews>? _following;

    /// <summary>Begins with the next read of the log.</summary>
    public RevocationBroadcast(
        InvalidationFeed feed, RevocationList revocations, SigningKeyProvider keys, IOptions<TokenOptions> tokens, IOptions<InvalidationOptions> options)
    {
        _feed = feed;
        _revocations = revocations;
        _keys = keys;
        _tokens = tokens.Value;
        _heartbeat = options.Value.Bound / 4;
        _feed.Read += Tell;
    }

    /// <summary>What somebody has to be told who knows everything up to a time, and where to wait for more; null while nothing can be told.</summary>
    /// <param name="after">The cursor, milliseconds since 1970; null for who knows nothing.</param>
    public RevocationNews? Since(long? after)
    {
        lock (_gate)
        {
            if (_latest is not { } latest || _feed.IsStale)
            {
                return null;
            }

            if (after is not { } known || known > latest.AsOf || latest.AsOf - known > LongestPause.TotalMilliseconds)
            {
                return _everything!.Value;
            }

            if (known == latest.AsOf)
            {
                return new([], known, latest.AsOf, latest.Next);
            }

            if (known == latest.From)
            {
                return latest;
            }

            var from = DateTimeOffset.FromUnixTimeMilliseconds(known) - Overlap;
            var messages = Sign([.. _recent.Where(entry => entry.At >= from).Select(ItemOf)], known, latest.AsOf, isFull: false);
            return new(messages, known, latest.AsOf, latest.Next);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _feed.Read -= Tell;

    private void Tell(IReadOnlyList<Invalidation.Invalidation> read, DateTimeOffset upTo)
    {
        // What identities and apps are made of matters in the house only.
        var fresh = read.Where(entry => entry.Kind is not (InvalidationKind.App or InvalidationKind.Identity or InvalidationKind.SigningKeysChanged)).ToList();
        var asOf = upTo.ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (fresh.Count == 0 && asOf - _latest?.AsOf < _heartbeat.TotalMilliseconds)
            {
                return;
            }

            // A clock may be set back, a cursor may not.
            asOf = Math.Max(asOf, (_latest?.AsOf ?? 0) + 1);
            _recent.AddRange(fresh);
            _recent.RemoveAll(entry => entry.At < upTo - LongestPause - Overlap);
            var from = _latest?.AsOf ?? asOf;
            var following = new TaskCompletionSource<RevocationNews>(TaskCreationOptions.RunContinuationsAsynchronously);
            var before = _following;
            _everything = new(() => new(Sign([.. _revocations.Snapshot()], 0, asOf, isFull: true), 0, asOf, following.Task));
            _latest = new(Sign([.. fresh.Select(ItemOf)], from, asOf, isFull: false), from, asOf, following.Task);
            _following = following;
            before?.SetResult(_latest);
        }
    }

    private static RevocationItem ItemOf(Invalidation.Invalidation entry) => new(
        RevocationSubjects.Hash(entry.Subject), entry.At.ToUnixTimeMilliseconds(), entry.Number, entry.Kind switch
        {
            InvalidationKind.OrgStopped => RevocationKind.Stopped,
            InvalidationKind.OrgResumed => RevocationKind.Resumed,
            _ => RevocationKind.Revoked,
        });

    private IReadOnlyList<string> Sign(IReadOnlyList<RevocationItem> items, long from, long asOf, bool isFull)
    {
        var keep = (long)Math.Ceiling((_tokens.AccessLifetime + _tokens.ClockSkew + Overlap).TotalSeconds);
        var parts = items.Count == 0 ? [[]] : items.Chunk(RevocationMessage.MaxItems).ToList();
        return
        [
            .. parts.Select((part, index) => TokenMinter.Mint(_keys.Ring, new RevocationMessage
            {
                Issuer = _tokens.Issuer,
                IssuedAt = asOf / 1000,
                From = from,
                AsOf = asOf,
                Full = isFull,
                More = index < parts.Count - 1,
                Keep = keep,
                Items = part,
            })),
        ];
    }
}
