using CatalystAuth.Core.Invalidation;
using Microsoft.EntityFrameworkCore;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Storage.Invalidation;

internal sealed class InvalidationLog(CatalystDbContext context) : IInvalidationLog
{
    public void Append(Entry invalidation) => context.Add(new InvalidationRow
    {
        Kind = invalidation.Kind,
        Subject = invalidation.Subject,
        At = invalidation.At,
    });

    public async Task<IReadOnlyList<Entry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await context.Invalidations.AsNoTracking()
            .Where(row => row.At >= since)
            .OrderBy(row => row.Id)
            .Select(row => new Entry(row.Kind, row.Subject, row.At, row.Id))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task<bool> AnySinceAsync(IReadOnlyCollection<string> subjects, DateTimeOffset since, CancellationToken cancellationToken) =>
        context.Invalidations.AnyAsync(row => subjects.Contains(row.Subject) && row.At >= since, cancellationToken);

    public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        context.Invalidations.Where(row => row.At < before).ExecuteDeleteAsync(cancellationToken);
}
