using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Budgets behind their contract. Who spends is <see cref="SpendBudget"/>.</summary>
internal sealed class KeyBudgets(
    KeyAccess access, IBudgetStore store, SpendBudget spend, Journal journal, IUnitOfWork unitOfWork, TimeProvider time) : IKeyBudgets
{
    internal static readonly Error NotFound = new(KeyErrorCodes.BudgetNotFound, "The key has no budget.", ErrorKind.NotFound);

    public async Task<Result<KeyBudget>> GetAsync(KeyId key, CancellationToken cancellationToken = default)
    {
        var found = await access.ToReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out _, out var refusal))
        {
            return refusal;
        }

        return await store.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } budget
            ? await ShowAsync(budget, cancellationToken).ConfigureAwait(false)
            : NotFound;
    }

    public Task<Result<KeyBudget>> SetAsync(
        KeyId key, SetBudgetRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) => unitOfWork.RunAsync<KeyBudget>(
        async ct =>
        {
            var found = await access.ToLimitAsync(key, ct).ConfigureAwait(false);
            if (!found.TryGet(out var changed, out var refusal))
            {
                return refusal;
            }

            await store.LockAsync(key, ct).ConfigureAwait(false);
            var budget = await store.FindAsync(key, ct).ConfigureAwait(false);
            if (ifVersion is not null && ifVersion != (budget?.Version ?? 0))
            {
                return Refusals.VersionMismatch;
            }

            if (Check(request) is { } error)
            {
                return error;
            }

            var before = budget?.ToState();
            if (budget is null)
            {
                budget = new StoredBudget { KeyId = key };
                store.Add(budget);
            }
            else
            {
                budget.Version++;
            }

            budget.Set(request, time.Now());
            journal.Write(changed.OrgId, key.ToString(), new KeyBudgetChanged(before, budget.ToState()));
            return await ShowAsync(budget, ct).ConfigureAwait(false);
        },
        cancellationToken);

    public async Task<Result> RemoveAsync(KeyId key, CancellationToken cancellationToken = default)
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var found = await access.ToLimitAsync(key, ct).ConfigureAwait(false);
                if (!found.TryGet(out var changed, out var refusal))
                {
                    return refusal;
                }

                await store.LockAsync(key, ct).ConfigureAwait(false);
                if (await store.FindAsync(key, ct).ConfigureAwait(false) is not { } budget)
                {
                    return NotFound;
                }

                store.Remove(budget);
                journal.Write(changed.OrgId, key.ToString(), new KeyBudgetChanged(budget.ToState()));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    public Task<Result<BudgetReservation>> ReserveAsync(KeyId key, ReserveRequest request, CancellationToken cancellationToken = default) =>
        spend.ReserveAsync(key, request, cancellationToken);

    public Task<Result<BudgetReservation>> SettleAsync(
        KeyId key, ReservationId reservation, SettleRequest request, CancellationToken cancellationToken = default) =>
        spend.SettleAsync(key, reservation, request, cancellationToken);

    public Task<Result<BudgetReservation>> ReleaseAsync(KeyId key, ReservationId reservation, CancellationToken cancellationToken = default) =>
        spend.ReleaseAsync(key, reservation, cancellationToken);

    private static Error? Check(SetBudgetRequest request) =>
        request.Calls is < 0 or > EntitlementName.MaxNumber || request.Tokens is < 0 or > EntitlementName.MaxNumber
        || request.Money is < 0 or > EntitlementName.MaxNumber || !Enum.IsDefined(request.Refill)
            ? Error.Field(
                KeyErrorCodes.InvalidAmount, "calls",
                $"calls, tokens and money are numbers from 0 to {EntitlementName.MaxNumber}, or absent for no limit; refill is none, daily or monthly.")
            : null;

    private async Task<KeyBudget> ShowAsync(StoredBudget budget, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var reserved = await store.SumReservedAsync(budget.KeyId, now, cancellationToken).ConfigureAwait(false);
        return budget.ToContract(reserved.Amount, now);
    }
}
