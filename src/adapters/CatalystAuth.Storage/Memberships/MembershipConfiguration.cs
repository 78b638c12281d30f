using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Memberships;

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships");
        builder.Property(membership => membership.Role).HasMaxLength(64);
        builder.Property(membership => membership.Version).IsConcurrencyToken();
        builder.HasIndex(membership => new { membership.OrgId, membership.UserId }).IsUnique();
        builder.HasIndex(membership => new { membership.OrgId, membership.Id });
        builder.HasIndex(membership => new { membership.UserId, membership.OrgId });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(membership => membership.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(membership => membership.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
