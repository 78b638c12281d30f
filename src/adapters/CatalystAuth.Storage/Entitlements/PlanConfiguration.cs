using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Entitlements;

internal sealed class PlanConfiguration : IEntityTypeConfiguration<StoredPlan>
{
    public void Configure(EntityTypeBuilder<StoredPlan> builder)
    {
        builder.ToTable("plans");
        builder.HasKey(plan => plan.Key);
        builder.Property(plan => plan.Key).HasMaxLength(OrgSlug.MaxLength);
        builder.Property(plan => plan.Name).HasMaxLength(100);
        builder.Property(plan => plan.Description).HasMaxLength(500);
        builder.Property(plan => plan.Version).IsConcurrencyToken();
        builder.HasIndex(plan => plan.IsDefault).IsUnique().HasFilter("is_default");
    }
}

internal sealed class OrgEntitlementsConfiguration : IEntityTypeConfiguration<StoredOrgEntitlements>
{
    public void Configure(EntityTypeBuilder<StoredOrgEntitlements> builder)
    {
        builder.ToTable("org_entitlements");
        builder.HasKey(row => row.OrgId);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Plan);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<StoredOrgEntitlements>(row => row.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StoredPlan>().WithMany().HasForeignKey(row => row.Plan).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserEntitlementsConfiguration : IEntityTypeConfiguration<StoredUserEntitlements>
{
    public void Configure(EntityTypeBuilder<StoredUserEntitlements> builder)
    {
        builder.ToTable("user_entitlements");
        builder.HasKey(row => row.UserId);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasOne<UserAccount>().WithOne().HasForeignKey<StoredUserEntitlements>(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UsageCounterConfiguration : IEntityTypeConfiguration<UsageCounter>
{
    private const int MaxPeriodLength = 10;

    public void Configure(EntityTypeBuilder<UsageCounter> builder)
    {
        builder.ToTable("usage_counters");
        builder.HasKey(counter => new { counter.OrgId, counter.Limit, counter.Period });
        builder.Property(counter => counter.Limit).HasMaxLength(EntitlementName.MaxLength);
        builder.Property(counter => counter.Period).HasMaxLength(MaxPeriodLength);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(counter => counter.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
