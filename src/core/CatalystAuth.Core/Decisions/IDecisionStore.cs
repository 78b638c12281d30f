using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Core.Decisions;

/// <summary>Where decisions are kept, and counted until they are told. What it writes is of the current transaction.</summary>
public interface IDecisionStore
{
    /// <summary>Adds those that are not there yet, and gives them.</summary>
    Task<IReadOnlyList<Decision>> AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken);

    /// <summary>One by id.</summary>
    Task<Decision?> FindAsync(DecisionId id, CancellationToken cancellationToken);

    /// <summary>Adds to what was counted.</summary>
    Task CountAsync(DecisionCount count, CancellationToken cancellationToken);

    /// <summary>Whether there are counts of minutes before a time.</summary>
    Task<bool> HasCountsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes some of these counts, and gives them: each is given to one caller.</summary>
    Task<IReadOnlyList<DecisionCount>> TakeCountsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Removes some decisions that are older, oldest first, and says how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
