using System.Collections.Concurrent;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Orders what this node learns of changes against what it read, by a count instead of a time: an identity that was read before its
/// part changed is stale, also when reading it took until after the change was told. Reads take no lock.
/// </summary>
public sealed class IdentityClock(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Change> _changes = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>The count now, to be taken before reading.</summary>
    public long Now => Volatile.Read(ref _count);

    /// <summary>Says that a part changed.</summary>
    public void Invalidate(string tag)
    {
        var change = new Change(Interlocked.Increment(ref _count), time.GetTimestamp());
        _changes.AddOrUpdate(tag, change, (_, known) => known.Count > change.Count ? known : change);
    }

    /// <summary>Whether nothing of it changed since it was read.</summary>
    /// <param name="tags">Its parts.</param>
    /// <param name="readAt">The count when its reading began.</param>
    public bool IsCurrent(IReadOnlyList<string> tags, long readAt)
    {
        if (readAt == Now)
        {
            return true;
        }

        foreach (var tag in tags)
        {
            if (_changes.TryGetValue(tag, out var change) && change.Count > readAt)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets what happened longer ago than anything that was read can be kept.</summary>
    internal void Forget(TimeSpan longestKept)
    {
        foreach (var change in _changes)
        {
            if (time.GetElapsedTime(change.Value.At) > longestKept)
            {
                _changes.TryRemove(change);
            }
        }
    }

    private readonly record struct Change(long Count, long At);
}
