using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Roles;

internal sealed class RoleConfiguration : IEntityTypeConfiguration<CustomRole>
{
    public void Configure(EntityTypeBuilder<CustomRole> builder)
    {
        builder.ToTable("roles");
        builder.Property(role => role.Name).HasMaxLength(RoleName.MaxLength);
        builder.Property(role => role.Description).HasMaxLength(500);
        builder.Property(role => role.Version).IsConcurrencyToken();
        builder.HasIndex(role => new { role.OrgId, role.Name }).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(role => role.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BindingConfiguration : IEntityTypeConfiguration<StoredBinding>
{
    public void Configure(EntityTypeBuilder<StoredBinding> builder)
    {
        builder.ToTable("role_bindings");
        builder.Property(binding => binding.Subject).HasMaxLength(64);
        builder.Property(binding => binding.Role).HasMaxLength(RoleName.MaxLength);
        // One index a scope: a column that is empty makes rows differ in both databases.
        builder.HasIndex(binding => new { binding.OrgId, binding.Subject, binding.Role, binding.GroupId }).IsUnique()
            .HasFilter("scope = 'group'").HasDatabaseName("ux_role_bindings_group");
        builder.HasIndex(binding => new { binding.OrgId, binding.Subject, binding.Role }).IsUnique()
            .HasFilter("scope = 'org'").HasDatabaseName("ux_role_bindings_org");
        builder.HasIndex(binding => new { binding.Subject, binding.Role }).IsUnique()
            .HasFilter("scope = 'platform'").HasDatabaseName("ux_role_bindings_platform");
        builder.HasIndex(binding => new { binding.OrgId, binding.Id });
        builder.HasIndex(binding => new { binding.OrgId, binding.Subject });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(binding => binding.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<OrgGroup>().WithMany().HasForeignKey(binding => binding.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}
