using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Sinks;

/// <summary>Where records wait for sinks.</summary>
public interface IAuditSinkQueue
{
    /// <summary>Adds records to what waits for a sink, in the current transaction.</summary>
    void Add(IEnumerable<AuditOutgoing> outgoing);

    /// <summary>Since when the oldest waits; null when none does.</summary>
    Task<DateTimeOffset?> FindOldestAsync(string sink, CancellationToken cancellationToken);

    /// <summary>Takes or renews the lease of a sink for a node; false when another node has it.</summary>
    Task<bool> LeaseAsync(string sink, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Some that wait, chain by chain in the order of each; without those whose record was cut off meanwhile.</summary>
    Task<IReadOnlyList<LinkedRecord>> ListAsync(string sink, int most, CancellationToken cancellationToken);

    /// <summary>Removes what was sent, and of the same chains what stands before it.</summary>
    Task RemoveAsync(string sink, AuditChain chain, long upTo, CancellationToken cancellationToken);
}
