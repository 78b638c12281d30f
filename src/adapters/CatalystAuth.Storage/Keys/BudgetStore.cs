using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class BudgetStore(CatalystDbContext context) : IBudgetStore
{
    public Task LockAsync(KeyId key, CancellationToken cancellationToken) => context.LockBudgetAsync(key, cancellationToken);

    public Task<StoredBudget?> FindAsync(KeyId key, CancellationToken cancellationToken) =>
        context.KeyBudgets.FirstOrDefaultAsync(budget => budget.KeyId == key, cancellationToken);

    public Task<StoredReservation?> FindReservationAsync(KeyId key, ReservationId id, CancellationToken cancellationToken) =>
        context.KeyReservations.FirstOrDefaultAsync(reservation => reservation.Id == id && reservation.KeyId == key, cancellationToken);

    public async Task<ReservedSum> SumReservedAsync(KeyId key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sum = await context.KeyReservations.AsNoTracking()
            .Where(found => found.KeyId == key && found.Status == ReservationStatus.Held && found.ExpiresAt > now)
            .GroupBy(found => found.KeyId)
            .Select(all => new
            {
                Calls = all.Sum(found => found.Calls),
                Tokens = all.Sum(found => found.Tokens),
                Money = all.Sum(found => found.Money),
                Count = all.Count(),
            })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return sum is null ? new(new(), 0) : new(new(sum.Calls, sum.Tokens, sum.Money), sum.Count);
    }

    public void Add(StoredBudget budget) => context.Add(budget);

    public void Add(StoredReservation reservation) => context.Add(reservation);

    public void Remove(StoredBudget budget) => context.Remove(budget);
}

internal sealed class ReservationPurge(CatalystDbContext context) : IReservationPurge
{
    public Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.KeyReservations
        .Where(found => found.ExpiresAt < before).OrderBy(found => found.ExpiresAt).ThenBy(found => found.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}
