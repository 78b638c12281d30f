using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Flows;

internal sealed class FlowStore(CatalystDbContext context) : IFlowStore
{
    public Task<FlowRecord?> FindAsync(FlowId id, CancellationToken cancellationToken) =>
        context.Flows.AsNoTracking().FirstOrDefaultAsync(flow => flow.Id == id, cancellationToken);

    public void Add(FlowRecord flow) => context.Add(flow);

    public async Task<bool> TryAdvanceAsync(FlowId id, int version, byte[] state, CancellationToken cancellationToken) =>
        await context.Flows.Where(flow => flow.Id == id && flow.Version == version)
            .ExecuteUpdateAsync(
                update => update.SetProperty(flow => flow.State, state).SetProperty(flow => flow.Version, version + 1), cancellationToken)
            .ConfigureAwait(false) == 1;

    public async Task<bool> TryEndAsync(FlowId id, int version, CancellationToken cancellationToken) =>
        await context.Flows.Where(flow => flow.Id == id && flow.Version == version).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.Flows
        .Where(flow => flow.ExpiresAt < before).OrderBy(flow => flow.ExpiresAt).ThenBy(flow => flow.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class FlowRecordConfiguration : IEntityTypeConfiguration<FlowRecord>
{
    public void Configure(EntityTypeBuilder<FlowRecord> builder)
    {
        builder.ToTable("flows");
        builder.Property(flow => flow.SecretHash).HasMaxLength(32);
        builder.HasIndex(flow => flow.ExpiresAt);
    }
}
