using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Permissions;

internal sealed class PermissionConfiguration : IEntityTypeConfiguration<PermissionDefinition>
{
    public void Configure(EntityTypeBuilder<PermissionDefinition> builder)
    {
        builder.ToTable("permissions");
        builder.HasKey(permission => new { permission.OrgId, permission.Name });
        builder.Property(permission => permission.Name).HasMaxLength(PermissionName.MaxLength);
        builder.Property(permission => permission.Description).HasMaxLength(200);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(permission => permission.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
