using CatalystAuth.Contracts.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Where budgets of keys are kept.</summary>
public interface IBudgetStore
{
    /// <summary>Holds a key's budget until the transaction ends: whatever reserves, spends or sets does so one after the other.</summary>
    Task LockAsync(KeyId key, CancellationToken cancellationToken);

    /// <summary>A key's budget, to be changed.</summary>
    Task<StoredBudget?> FindAsync(KeyId key, CancellationToken cancellationToken);

    /// <summary>One of a key's reservations, to be changed.</summary>
    Task<StoredReservation?> FindReservationAsync(KeyId key, ReservationId id, CancellationToken cancellationToken);

    /// <summary>What of a key's budget is reserved at a time.</summary>
    Task<ReservedSum> SumReservedAsync(KeyId key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredBudget budget);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredReservation reservation);

    /// <summary>Removes a budget with its reservations in the current transaction.</summary>
    void Remove(StoredBudget budget);
}

/// <summary>What is reserved.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Count">In how many parts.</param>
public readonly record struct ReservedSum(BudgetAmount Amount, int Count);

/// <summary>Forgets reservations that nobody asks for any more.</summary>
public interface IReservationPurge
{
    /// <summary>Removes some whose time was over before another time, and says how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
