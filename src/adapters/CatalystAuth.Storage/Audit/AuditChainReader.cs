using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditChainReader(CatalystDbContext context) : IAuditChainReader
{
    public Task<AuditChainHead?> FindHeadAsync(AuditChain chain, CancellationToken cancellationToken) =>
        context.AuditChainHeads.AsNoTracking().FirstOrDefaultAsync(head => head.Chain == chain, cancellationToken);

    public Task<AuditLink?> FindLinkAsync(AuditChain chain, long seq, CancellationToken cancellationToken) =>
        context.AuditLinks.AsNoTracking().FirstOrDefaultAsync(link => link.Chain == chain && link.Seq == seq, cancellationToken);

    public async Task<(long First, long Last)?> FindRangeAsync(
        AuditChain chain, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        // By the records of the organisation, which lie together by time; links lie by place.
        var records = context.AuditRecords.Where(record => record.OrgId == chain.Org);
        if (from is { } begin)
        {
            var first = FirstIds.At<AuditId>(begin);
            records = records.Where(record => record.Id.CompareTo(first) >= 0);
        }

        if (to is { } end)
        {
            var first = FirstIds.At<AuditId>(end);
            records = records.Where(record => record.Id.CompareTo(first) < 0);
        }

        var range = await records
            .Join(context.AuditLinks, record => record.Id, link => link.RecordId, (_, link) => link.Seq)
            .GroupBy(_ => 1)
            .Select(seqs => new { First = seqs.Min(), Last = seqs.Max() })
            .FirstOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        return range is null ? null : (range.First, range.Last);
    }

    public async Task<IReadOnlyList<LinkedRecord>> ListAsync(
        AuditChain chain, long after, long upTo, int most, CancellationToken cancellationToken) =>
        await context.AuditLinks.AsNoTracking()
            .Where(link => link.Chain == chain && link.Seq > after && link.Seq <= upTo)
            .OrderBy(link => link.Seq)
            .Take(most)
            .LeftJoin(context.AuditRecords.AsNoTracking(), link => link.RecordId, record => record.Id, (link, record) => new { link, record })
            .OrderBy(found => found.link.Seq)
            .Select(found => new LinkedRecord(found.link, found.record))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(
        AuditChain chain, long after, long upTo, int most, CancellationToken cancellationToken) =>
        await context.AuditCheckpoints.AsNoTracking()
            .Where(checkpoint => checkpoint.Chain == chain && checkpoint.Seq > after && checkpoint.Seq <= upTo)
            .OrderBy(checkpoint => checkpoint.Seq)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task<AuditCheckpoint?> FindLastCheckpointAsync(AuditChain chain, CancellationToken cancellationToken) =>
        context.AuditCheckpoints.AsNoTracking().Where(checkpoint => checkpoint.Chain == chain).OrderByDescending(checkpoint => checkpoint.Seq)
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<AuditId?> FindStrayAsync(AuditChain chain, CancellationToken cancellationToken)
    {
        // One statement, so that what is linked meanwhile is seen either waiting or linked.
        var found = await context.AuditRecords.AsNoTracking()
            .Where(record => record.OrgId == chain.Org
                && !context.AuditLinks.Any(link => link.RecordId == record.Id)
                && !context.UnlinkedRecords.Any(waiting => waiting.RecordId == record.Id))
            .OrderBy(record => record.Id)
            .Select(record => new { record.Id })
            .FirstOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        return found?.Id;
    }
}
