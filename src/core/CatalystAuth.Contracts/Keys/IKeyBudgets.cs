using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Keys;

/// <summary>
/// Budgets of keys: what a key may spend in calls, tokens and money. Who serves the key's calls reserves the most that a call can cost,
/// and says afterwards what it did; together never more is spent than the budget has. What is never settled is released after its time.
/// </summary>
public interface IKeyBudgets
{
    /// <summary>Reads a key's budget. <c>GET /v1/keys/{id}/budget</c></summary>
    Task<Result<KeyBudget>> GetAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Sets it. <c>PUT /v1/keys/{id}/budget</c></summary>
    /// <param name="key">Whose.</param>
    /// <param name="request">What it is from now on.</param>
    /// <param name="ifVersion">The version that the change is based on, 0 when there is none; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<KeyBudget>> SetAsync(KeyId key, SetBudgetRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Takes it away, with what was reserved and spent; nothing limits the key then. <c>DELETE /v1/keys/{id}/budget</c></summary>
    Task<Result> RemoveAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Reserves a part. <c>POST /v1/keys/{id}/budget/reservations</c></summary>
    Task<Result<BudgetReservation>> ReserveAsync(KeyId key, ReserveRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says what of a reservation was spent, once; the same again changes nothing.
    /// <c>POST /v1/keys/{id}/budget/reservations/{reservation}/settle</c>
    /// </summary>
    Task<Result<BudgetReservation>> SettleAsync(
        KeyId key, ReservationId reservation, SettleRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a reservation back; twice is no error. <c>POST /v1/keys/{id}/budget/reservations/{reservation}/release</c>
    /// </summary>
    Task<Result<BudgetReservation>> ReleaseAsync(KeyId key, ReservationId reservation, CancellationToken cancellationToken = default);
}
