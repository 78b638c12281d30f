using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Groups;

internal sealed class GroupConfiguration : IEntityTypeConfiguration<OrgGroup>
{
    private const int MaxPathLength = 10 * (OrgSlug.MaxLength + 1);

    public void Configure(EntityTypeBuilder<OrgGroup> builder)
    {
        builder.ToTable("groups");
        builder.Property(group => group.Slug).HasMaxLength(OrgSlug.MaxLength);
        builder.Property(group => group.Path).HasMaxLength(MaxPathLength);
        builder.Property(group => group.Name).HasMaxLength(100);
        builder.Property(group => group.Description).HasMaxLength(500);
        builder.Property(group => group.Version).IsConcurrencyToken();
        builder.HasIndex(group => new { group.OrgId, group.Path }).IsUnique();
        builder.HasIndex(group => new { group.OrgId, group.Id });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(group => group.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<OrgGroup>().WithMany().HasForeignKey(group => group.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GroupMembershipConfiguration : IEntityTypeConfiguration<GroupMembership>
{
    public void Configure(EntityTypeBuilder<GroupMembership> builder)
    {
        builder.ToTable("group_members");
        builder.HasKey(membership => new { membership.GroupId, membership.UserId });
        builder.HasIndex(membership => new { membership.OrgId, membership.UserId });
        builder.HasOne<OrgGroup>().WithMany().HasForeignKey(membership => membership.GroupId).OnDelete(DeleteBehavior.Cascade);
        // Who leaves the organisation leaves its groups.
        builder.HasOne<Membership>().WithMany()
            .HasForeignKey(membership => new { membership.OrgId, membership.UserId })
            .HasPrincipalKey(membership => new { membership.OrgId, membership.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
