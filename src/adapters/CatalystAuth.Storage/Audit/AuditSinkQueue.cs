using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Sinks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditSinkQueue(CatalystDbContext context) : IAuditSinkQueue
{
    public void Add(IEnumerable<AuditOutgoing> outgoing) => context.AddRange(outgoing);

    public async Task<DateTimeOffset?> FindOldestAsync(string sink, CancellationToken cancellationToken) =>
        await context.AuditOutgoing.Where(waiting => waiting.Sink == sink).OrderBy(waiting => waiting.Since)
            .Select(waiting => (DateTimeOffset?)waiting.Since).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    public async Task<bool> LeaseAsync(string sink, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var taken = await context.AuditSinkLeases
            .Where(lease => lease.Sink == sink && (lease.Owner == owner || lease.Until <= now))
            .ExecuteUpdateAsync(update => update.SetProperty(lease => lease.Owner, owner).SetProperty(lease => lease.Until, until), cancellationToken)
            .ConfigureAwait(false);
        if (taken == 1 || await context.AuditSinkLeases.AnyAsync(lease => lease.Sink == sink, cancellationToken).ConfigureAwait(false))
        {
            return taken == 1;
        }

        // Only the first time: of two nodes one is told that there is a row, and comes again.
        context.Add(new AuditSinkLease { Sink = sink, Owner = owner, Until = until });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
        return true;
    }

    public async Task<IReadOnlyList<LinkedRecord>> ListAsync(string sink, int most, CancellationToken cancellationToken) =>
        await context.AuditOutgoing.AsNoTracking()
            .Where(waiting => waiting.Sink == sink)
            .OrderBy(waiting => waiting.Chain).ThenBy(waiting => waiting.Seq)
            .Take(most)
            .Join(
                context.AuditLinks.AsNoTracking(), waiting => new { waiting.Chain, waiting.Seq }, link => new { link.Chain, link.Seq },
                (_, link) => link)
            .LeftJoin(context.AuditRecords.AsNoTracking(), link => link.RecordId, record => record.Id, (link, record) => new { link, record })
            .OrderBy(found => found.link.Chain).ThenBy(found => found.link.Seq)
            .Select(found => new LinkedRecord(found.link, found.record))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task RemoveAsync(string sink, AuditChain chain, long upTo, CancellationToken cancellationToken) => context.AuditOutgoing
        .Where(waiting => waiting.Sink == sink && waiting.Chain == chain && waiting.Seq <= upTo)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class AuditOutgoingConfiguration : IEntityTypeConfiguration<AuditOutgoing>
{
    public void Configure(EntityTypeBuilder<AuditOutgoing> builder)
    {
        builder.ToTable("audit_outgoing");
        builder.HasKey(waiting => new { waiting.Sink, waiting.Chain, waiting.Seq });
        builder.Property(waiting => waiting.Sink).HasMaxLength(16);
        builder.HasIndex(waiting => new { waiting.Sink, waiting.Since });
    }
}

internal sealed class AuditSinkLeaseConfiguration : IEntityTypeConfiguration<AuditSinkLease>
{
    public void Configure(EntityTypeBuilder<AuditSinkLease> builder)
    {
        builder.ToTable("audit_sinks");
        builder.HasKey(lease => lease.Sink);
        builder.Property(lease => lease.Sink).HasMaxLength(16);
        builder.Property(lease => lease.Owner).HasMaxLength(64);
    }
}
