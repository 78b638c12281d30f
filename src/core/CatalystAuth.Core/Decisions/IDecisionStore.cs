using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Core.Decisions;

/// <summary>Where decisions are kept.</summary>
public interface IDecisionStore
{
    /// <summary>Appends decisions, all or none.</summary>
    Task AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken);

    /// <summary>One by id.</summary>
    Task<Decision?> FindAsync(DecisionId id, CancellationToken cancellationToken);
}
