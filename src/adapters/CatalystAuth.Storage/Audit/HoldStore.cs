using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Storage.Databases;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class HoldStore(CatalystDbContext context) : IHoldStore
{
    // SQLite has one writer.
    public Task LockAsync(CancellationToken cancellationToken) => context is PostgresCatalystDbContext
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4710817)", cancellationToken)
        : Task.CompletedTask;

    public Task<LegalHold?> FindAsync(LegalHoldId id, CancellationToken cancellationToken) =>
        context.LegalHolds.FirstOrDefaultAsync(hold => hold.Id == id, cancellationToken);

    public Task<Result<Page<LegalHold>>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        context.LegalHolds.AsNoTracking().OrderByDescending(hold => hold.Id).PageAsync<LegalHold, LegalHoldId>(
            page, hold => hold.Id, (query, last) => query.Where(hold => hold.Id.CompareTo(last) < 0), cancellationToken);

    public async Task<IReadOnlyList<LegalHold>> ListInForceAsync(CancellationToken cancellationToken) =>
        await context.LegalHolds.AsNoTracking().Where(hold => hold.ReleasedAt == null).ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<bool> KeepsAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        context.LegalHolds.AnyAsync(
            hold => hold.ReleasedAt == null
                && (hold.OrgId == null || context.AuditPersonal.Any(values => subjects.Contains(values.Subject)
                    && context.AuditRecords.Any(record => record.Id == values.RecordId && record.OrgId == hold.OrgId))),
            cancellationToken);

    public void Add(LegalHold hold) => context.Add(hold);
}
