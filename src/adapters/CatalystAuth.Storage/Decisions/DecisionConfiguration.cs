using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Decisions;

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        // No foreign keys: a decision outlives the app that it was made for.
        builder.ToTable("decisions");
        builder.Property(decision => decision.Reason).HasMaxLength(64);
        builder.Property(decision => decision.Clause).HasConversion<StorableTextConverter>();
        builder.Property(decision => decision.Subject).HasMaxLength(64);
        builder.Property(decision => decision.Method).HasMaxLength(20);
        builder.Property(decision => decision.Host).HasConversion<StorableTextConverter>();
        builder.Property(decision => decision.Path).HasConversion<StorableTextConverter>();
        builder.HasIndex(decision => new { decision.OrgId, decision.Id });
    }
}

internal sealed class DecisionCountConfiguration : IEntityTypeConfiguration<DecisionCount>
{
    public void Configure(EntityTypeBuilder<DecisionCount> builder)
    {
        builder.ToTable("decision_counts");
        builder.HasKey(count => new { count.AppId, count.Outcome, count.Reason, count.Minute });
        builder.Property(count => count.Reason).HasMaxLength(64);
        builder.HasIndex(count => count.Minute);
        builder.HasIndex(count => count.OrgId);
    }
}
