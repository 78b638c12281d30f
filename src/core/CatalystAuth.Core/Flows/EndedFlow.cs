using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>How a flow ended that is done, for who answers the same once more because the answer got lost.</summary>
public sealed class EndedFlow
{
    /// <summary>The flow's id.</summary>
    public required FlowId Id { get; init; }

    /// <summary>The SHA-256 of what its owner holds, as of <see cref="FlowRecord.SecretHash"/>.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Whether a browser owns it.</summary>
    public required bool IsOfBrowser { get; init; }

    /// <summary>The mark of the answer that ended it; keyed by the secret.</summary>
    public required byte[] Answer { get; init; }

    /// <summary>What was answered, sealed by the secret: nobody else can read the tokens in it, this server neither.</summary>
    public required byte[] Response { get; init; }

    /// <summary>Until when it is given again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Where it is kept how flows ended.</summary>
public interface IEndedFlowStore
{
    /// <summary>One by the flow's id.</summary>
    Task<EndedFlow?> FindAsync(FlowId id, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(EndedFlow flow);

    /// <summary>Removes one in the current transaction.</summary>
    Task RemoveAsync(FlowId id, CancellationToken cancellationToken);

    /// <summary>Removes those that expired before a time; says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
