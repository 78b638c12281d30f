using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Keys;

/// <summary>Budgets of API keys over HTTP.</summary>
internal sealed class KeyBudgetsClient(AuthorizedTransport calls) : IKeyBudgets
{
    public Task<Result<KeyBudget>> GetAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<KeyBudget>(ApiCall.Get(Route.Of($"/v1/keys/{key}/budget")), cancellationToken);

    public Task<Result<KeyBudget>> SetAsync(
        KeyId key, SetBudgetRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<KeyBudget>(ApiCall.Put(Route.Of($"/v1/keys/{key}/budget"), request, ifVersion), cancellationToken);

    public Task<Result> RemoveAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/keys/{key}/budget")), cancellationToken);

    public Task<Result<BudgetReservation>> ReserveAsync(KeyId key, ReserveRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BudgetReservation>(ApiCall.Post(Route.Of($"/v1/keys/{key}/budget/reservations"), request), cancellationToken);

    public Task<Result<BudgetReservation>> SettleAsync(
        KeyId key, ReservationId reservation, SettleRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BudgetReservation>(
            ApiCall.Post(Route.Of($"/v1/keys/{key}/budget/reservations/{reservation}/settle"), request), cancellationToken);

    public Task<Result<BudgetReservation>> ReleaseAsync(KeyId key, ReservationId reservation, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BudgetReservation>(
            ApiCall.Post(Route.Of($"/v1/keys/{key}/budget/reservations/{reservation}/release")), cancellationToken);
}
