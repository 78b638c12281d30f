using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>
/// What a verifier outside of the house knows of revocations, from the messages that it was told. Reads take no lock; messages are applied
/// one at a time.
/// </summary>
public sealed class RevocationSet : IRevocations
{
    private readonly ConcurrentDictionary<string, long> _revokedAt = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginning = new(StringComparer.Ordinal);
    private FrozenSet<string> _stopped = [];
    private long _asOf;

    /// <summary>Up to when everything is known, milliseconds since 1970; 0 when nothing is. The cursor behind which to go on.</summary>
    public long AsOf => Volatile.Read(ref _asOf);

    /// <summary>How long ago everything was known; infinite when nothing ever was.</summary>
    public TimeSpan Age(DateTimeOffset now) =>
        AsOf == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Max(0, now.ToUnixTimeMilliseconds() - AsOf));

    /// <summary>Takes a message over.</summary>
    /// <returns>False when something between it and what is known is missing: everything has to be asked for again.</returns>
    public bool Apply(RevocationMessage message)
    {
        if (!message.Full && message.From > AsOf)
        {
            return false;
        }

        foreach (var item in message.Items)
        {
            if (item.Kind != RevocationKind.Stopped)
            {
                _revokedAt.AddOrUpdate(item.Subject, item.At, (_, known) => Math.Max(known, item.At));
            }
        }

        ApplyStatus(message);
        if (!message.More && message.AsOf > AsOf)
        {
            foreach (var entry in _revokedAt.Where(entry => entry.Value < message.AsOf - (message.Keep * 1000)))
            {
                _revokedAt.TryRemove(entry);
            }

            Volatile.Write(ref _asOf, message.AsOf);
        }

        return true;
    }

    /// <inheritdoc />
    public DateTimeOffset? Find(string subject) =>
        !_revokedAt.IsEmpty && _revokedAt.TryGetValue(RevocationSubjects.Hash(subject), out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <inheritdoc />
    public bool IsStopped(string org)
    {
        var stopped = Volatile.Read(ref _stopped);
        return stopped.Count > 0 && stopped.Contains(RevocationSubjects.Hash(org));
    }

    private void ApplyStatus(RevocationMessage message)
    {
        if (message.Full)
        {
            // Those that are not in it any more went on meanwhile; known when its last part is here.
            _beginning.UnionWith(message.Items.Where(item => item.Kind == RevocationKind.Stopped).Select(item => item.Subject));
            Volatile.Write(ref _stopped, message.More ? [.. _stopped, .. _beginning] : [.. _beginning]);
            if (!message.More)
            {
                _beginning.Clear();
            }

            return;
        }

        _beginning.Clear();
        if (message.Items.All(item => item.Kind == RevocationKind.Revoked))
        {
            return;
        }

        var stopped = _stopped.ToHashSet(StringComparer.Ordinal);
        foreach (var item in message.Items.OrderBy(item => item.At))
        {
            switch (item.Kind)
            {
                case RevocationKind.Stopped: stopped.Add(item.Subject); break;
                case RevocationKind.Resumed: stopped.Remove(item.Subject); break;
            }
        }

        Volatile.Write(ref _stopped, stopped.ToFrozenSet(StringComparer.Ordinal));
    }
}
