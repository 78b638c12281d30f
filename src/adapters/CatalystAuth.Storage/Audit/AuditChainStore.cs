using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditChainStore(CatalystDbContext context) : IAuditChainStore
{
    public Task<bool> HasUnlinkedAsync(CancellationToken cancellationToken) => context.UnlinkedRecords.AnyAsync(cancellationToken);

    // SQLite has one writer.
    public Task LockAsync(CancellationToken cancellationToken) => context is PostgresCatalystDbContext
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4710816)", cancellationToken)
        : Task.CompletedTask;

    public async Task<IReadOnlyList<AuditRecord>> ListUnlinkedAsync(int most, CancellationToken cancellationToken) =>
        await context.UnlinkedRecords.AsNoTracking()
            .Join(context.AuditRecords.AsNoTracking(), waiting => waiting.RecordId, record => record.Id, (_, record) => record)
            .OrderBy(record => record.Id)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<AuditChainHead>> ListHeadsAsync(
        IReadOnlyCollection<AuditChain> chains, CancellationToken cancellationToken) =>
        await context.AuditChainHeads.Where(head => chains.Contains(head.Chain)).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<AuditChainHead>> ListUnsignedAsync(
        DateTimeOffset since, long records, int most, CancellationToken cancellationToken) =>
        await context.AuditChainHeads
            .Where(head => head.UnsignedSince != null && (head.UnsignedSince <= since || head.Seq - head.CheckpointSeq >= records))
            .OrderBy(head => head.UnsignedSince)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task LinkAsync(
        IReadOnlyCollection<AuditLink> links, IReadOnlyCollection<AuditChainHead> heads, CancellationToken cancellationToken)
    {
        context.AddRange(links);
        context.AddRange(heads);
        var ids = links.Select(link => link.RecordId).ToList();
        await context.UnlinkedRecords.Where(waiting => ids.Contains(waiting.RecordId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Add(AuditCheckpoint checkpoint) => context.Add(checkpoint);
}
