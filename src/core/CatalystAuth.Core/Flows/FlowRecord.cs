using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>A flow as it is stored. What it knows is sealed: codes, addresses and what was shown are secrets while it runs.</summary>
public sealed class FlowRecord
{
    /// <summary>Its id.</summary>
    public required FlowId Id { get; init; }

    /// <summary>The SHA-256 of what its owner holds: a script the flow's secret, a browser the secret of its cookie.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Whether a browser owns it, which gets a session as a cookie.</summary>
    public required bool IsOfBrowser { get; init; }

    /// <summary>See <see cref="FlowState"/>; sealed.</summary>
    public required byte[] State { get; set; }

    /// <summary>Goes up with each answer that counts, so that of two at once one does.</summary>
    public required int Version { get; set; }

    /// <summary>When it can no longer be answered.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Where flows are kept until they end or expire.</summary>
public interface IFlowStore
{
    /// <summary>One by id, as it was when it was last saved.</summary>
    Task<FlowRecord?> FindAsync(FlowId id, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(FlowRecord flow);

    /// <summary>Replaces the state in the current transaction; false when another answer came first.</summary>
    Task<bool> TryAdvanceAsync(FlowId id, int version, byte[] state, CancellationToken cancellationToken);

    /// <summary>Removes one in the current transaction; false when another answer came first.</summary>
    Task<bool> TryEndAsync(FlowId id, int version, CancellationToken cancellationToken);

    /// <summary>Removes those that expired before a time; says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
