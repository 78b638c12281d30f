using System.Globalization;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Reserves, settles and releases, one after the other for each key. What is reserved and not over counts as gone, so that no two can
/// believe in the same unit; when its time is over it does not count, without anybody having to do something.
/// </summary>
internal sealed class SpendBudget(KeyAccess access, IBudgetStore store, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    // So that the sum of all that can be reserved at once is a number.
    private const long MaxAmount = 1_000_000_000_000;
    private const int MaxReservations = 10_000;
    private const int LongestLife = 3600;

    private static readonly Error InvalidLife = Error.Field(
        RequestErrorCodes.Invalid, "expiresIn", $"expiresIn is a number of seconds from 1 to {LongestLife}.");

    private static readonly Error TooMany = new(
        KeyErrorCodes.TooManyReservations, $"{MaxReservations} reservations of the key are held, the most there may be. Settle or release some.",
        ErrorKind.Conflict);

    private static readonly Error ReservationNotFound = new(
        KeyErrorCodes.ReservationNotFound, "There is no such reservation of the key, or it is over for long.", ErrorKind.NotFound);

    private static readonly Error Closed = new(
        KeyErrorCodes.ReservationClosed, "The reservation was settled otherwise or released, or its time is over. What it kept is not kept any more.",
        ErrorKind.Conflict);

    public Task<Result<BudgetReservation>> ReserveAsync(KeyId key, ReserveRequest request, CancellationToken cancellationToken) => RunAsync(
        key,
        async (found, budget, now, ct) =>
        {
            var wanted = new BudgetAmount(request.Calls, request.Tokens, request.Money);
            if ((Check(wanted, new(MaxAmount, MaxAmount, MaxAmount)) ?? (request.ExpiresIn is < 1 or > LongestLife ? InvalidLife : null)
                ?? KeyRefusals.Of(found.Key.StatusAt(now)) switch { { } ended => ended with { Kind = ErrorKind.Conflict }, null => null }) is { } error)
            {
                return error;
            }

            var reserved = await store.SumReservedAsync(key, now, ct).ConfigureAwait(false);
            var left = budget.Remaining(reserved.Amount, now);
            if (wanted.Calls > left.Calls || wanted.Tokens > left.Tokens || wanted.Money > left.Money)
            {
                return Exhausted(left);
            }

            if (reserved.Count >= MaxReservations)
            {
                return TooMany;
            }

            var reservation = new StoredReservation
            {
                Id = TypeId.New<ReservationId>(now),
                KeyId = key,
                Calls = wanted.Calls,
                Tokens = wanted.Tokens,
                Money = wanted.Money,
                ExpiresAt = now.AddSeconds(request.ExpiresIn),
            };
            store.Add(reservation);
            return reservation.ToContract(now);
        },
        cancellationToken);

    public Task<Result<BudgetReservation>> SettleAsync(
        KeyId key, ReservationId id, SettleRequest request, CancellationToken cancellationToken) => RunAsync(
        key,
        async (found, budget, now, ct) =>
        {
            if (await store.FindReservationAsync(key, id, ct).ConfigureAwait(false) is not { } reservation)
            {
                return ReservationNotFound;
            }

            var spent = new BudgetAmount(request.Calls, request.Tokens, request.Money);
            if (reservation.Status == ReservationStatus.Settled && reservation.Spent == spent)
            {
                return reservation.ToContract(now);
            }

            if (reservation.StatusAt(now) != ReservationStatus.Held)
            {
                return Closed;
            }

            if (Check(spent, new(reservation.Calls, reservation.Tokens, reservation.Money)) is { } error)
            {
                return error;
            }

            var wasExhausted = budget.IsExhausted(now);
            budget.Spend(spent, now);
            reservation.Status = ReservationStatus.Settled;
            (reservation.SpentCalls, reservation.SpentTokens, reservation.SpentMoney) = (spent.Calls, spent.Tokens, spent.Money);
            if (!wasExhausted && budget.IsExhausted(now))
            {
                journal.Write(found.Key.OrgId, key.ToString(), new KeyBudgetExhausted(budget.ToState()));
            }

            return reservation.ToContract(now);
        },
        cancellationToken);

    public Task<Result<BudgetReservation>> ReleaseAsync(KeyId key, ReservationId id, CancellationToken cancellationToken) => RunAsync(
        key,
        async (_, _, now, ct) =>
        {
            if (await store.FindReservationAsync(key, id, ct).ConfigureAwait(false) is not { } reservation)
            {
                return ReservationNotFound;
            }

            if (reservation.Status == ReservationStatus.Settled)
            {
                return Closed;
            }

            reservation.Status = ReservationStatus.Released;
            return reservation.ToContract(now);
        },
        cancellationToken);

    private Task<Result<BudgetReservation>> RunAsync(
        KeyId key, Func<FoundKey, StoredBudget, DateTimeOffset, CancellationToken, Task<Result<BudgetReservation>>> work,
        CancellationToken cancellationToken) => unitOfWork.RunAsync(
        async ct =>
        {
            var found = await access.OfOrgAsync(key, BuiltInPermissions.KeysConsume, ct).ConfigureAwait(false);
            if (!found.TryGet(out var granted, out var refusal))
            {
                return refusal;
            }

            // The time behind the lock: who waited for it must not take up again what is over since.
            await store.LockAsync(key, ct).ConfigureAwait(false);
            return await store.FindAsync(key, ct).ConfigureAwait(false) is { } budget
                ? await work(granted, budget, time.Now(), ct).ConfigureAwait(false)
                : KeyBudgets.NotFound;
        },
        cancellationToken);

    private static Error? Check(BudgetAmount amount, BudgetAmount most) =>
        IsWithin(amount.Calls, most.Calls) && IsWithin(amount.Tokens, most.Tokens) && IsWithin(amount.Money, most.Money)
            ? null
            : Error.Field(
                KeyErrorCodes.InvalidAmount, "calls",
                $"Here calls are 0 to {most.Calls}, tokens 0 to {most.Tokens}, and money is 0 to {most.Money}.");

    private static bool IsWithin(long amount, long most) => amount >= 0 && amount <= most;

    private static Error Exhausted(BudgetLimit left)
    {
        static string[] Text(long? amount) => amount is { } number ? [number.ToString(CultureInfo.InvariantCulture)] : [];
        return new(KeyErrorCodes.BudgetExhausted, "The key's budget does not suffice. Reserve less, or wait for its next period.", ErrorKind.Conflict)
        {
            Fields = new Dictionary<string, string[]>
            {
                ["remaining.calls"] = Text(left.Calls),
                ["remaining.tokens"] = Text(left.Tokens),
                ["remaining.money"] = Text(left.Money),
            },
        };
    }
}

/// <summary>Forgets reservations a day after their time.</summary>
public sealed class PurgeReservations(IReservationPurge reservations, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Forgets what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.Now().AddDays(-1);
        return unitOfWork.RepeatAsync(Batch, ct => reservations.RemoveAsync(before, Batch, ct), cancellationToken);
    }
}
