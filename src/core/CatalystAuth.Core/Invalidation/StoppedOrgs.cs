using System.Collections.Concurrent;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// Which organisations are suspended or deleted, in memory. Of what is told about one the latest counts, in whatever order it
/// arrives. Reads take no lock.
/// </summary>
internal sealed class StoppedOrgs
{
    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);

    public bool Contains(string org) => !_states.IsEmpty && _states.TryGetValue(org, out var state) && state.IsStopped;

    public IEnumerable<string> Stopped() => _states.Where(entry => entry.Value.IsStopped).Select(entry => entry.Key);

    /// <summary>Whether it was news.</summary>
    public bool Turn(string org, bool isStopped, DateTimeOffset at)
    {
        var told = new State(isStopped, at);
        return ReferenceEquals(_states.AddOrUpdate(org, told, (_, known) => at > known.At ? told : known), told);
    }

    public void Load(IReadOnlyCollection<StoppedOrg> stopped, DateTimeOffset readFrom)
    {
        foreach (var org in stopped)
        {
            Turn(org.Id.ToString(), isStopped: true, org.At);
        }

        var all = stopped.Select(org => org.Id.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in _states.Where(entry => entry.Value.IsStopped && entry.Value.At < readFrom && !all.Contains(entry.Key)))
        {
            _states.TryRemove(entry);
        }
    }

    /// <summary>Forgets those that went on before a time: nothing older is told again.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var entry in _states.Where(entry => !entry.Value.IsStopped && entry.Value.At < before))
        {
            _states.TryRemove(entry);
        }
    }

    private sealed record State(bool IsStopped, DateTimeOffset At);
}

/// <summary>An organisation that is suspended or deleted.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="At">Since when.</param>
public sealed record StoppedOrg(OrgId Id, DateTimeOffset At);

/// <summary>Where it is kept which organisations are stopped. The log forgets; a node that starts asks here.</summary>
public interface IStoppedOrgs
{
    /// <summary>All that are suspended or deleted.</summary>
    Task<IReadOnlyList<StoppedOrg>> ListAsync(CancellationToken cancellationToken);
}
