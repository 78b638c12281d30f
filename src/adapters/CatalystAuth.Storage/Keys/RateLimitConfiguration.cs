using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Keys;

internal sealed class RateLimitConfiguration : IEntityTypeConfiguration<StoredRateLimit>
{
    public void Configure(EntityTypeBuilder<StoredRateLimit> builder)
    {
        builder.ToTable("key_rate_limits");
        builder.HasKey(limit => new { limit.OrgId, limit.Name });
        builder.Property(limit => limit.Name).HasMaxLength(OrgSlug.MaxLength);
        builder.Property(limit => limit.Description).HasMaxLength(500);
        builder.Property(limit => limit.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(limit => limit.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
