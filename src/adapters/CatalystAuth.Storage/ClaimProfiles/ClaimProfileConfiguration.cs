using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.ClaimProfiles;

internal sealed class ClaimProfileConfiguration : IEntityTypeConfiguration<StoredClaimProfile>
{
    public void Configure(EntityTypeBuilder<StoredClaimProfile> builder)
    {
        builder.ToTable("claim_profiles");
        builder.HasKey(profile => new { profile.OrgId, profile.Audience });
        builder.Property(profile => profile.Audience).HasMaxLength(OrgSlug.MaxLength);
        builder.Property(profile => profile.Profile).HasMaxLength(32);
        builder.Property(profile => profile.Otherwise).HasMaxLength(128);
        builder.Property(profile => profile.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(profile => profile.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
