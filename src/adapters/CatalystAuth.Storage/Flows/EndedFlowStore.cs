using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Flows;

internal sealed class EndedFlowStore(CatalystDbContext context) : IEndedFlowStore
{
    public Task<EndedFlow?> FindAsync(FlowId id, CancellationToken cancellationToken) =>
        context.EndedFlows.AsNoTracking().FirstOrDefaultAsync(flow => flow.Id == id, cancellationToken);

    public void Add(EndedFlow flow) => context.Add(flow);

    public Task RemoveAsync(FlowId id, CancellationToken cancellationToken) =>
        context.EndedFlows.Where(flow => flow.Id == id).ExecuteDeleteAsync(cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.EndedFlows
        .Where(flow => flow.ExpiresAt < before).OrderBy(flow => flow.ExpiresAt).ThenBy(flow => flow.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class EndedFlowConfiguration : IEntityTypeConfiguration<EndedFlow>
{
    public void Configure(EntityTypeBuilder<EndedFlow> builder)
    {
        builder.ToTable("ended_flows");
        builder.Property(flow => flow.SecretHash).HasMaxLength(32);
        builder.Property(flow => flow.Answer).HasMaxLength(32);
        builder.HasIndex(flow => flow.ExpiresAt);
    }
}
