using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgProfileConfiguration : IEntityTypeConfiguration<OrgProfileEntry>
{
    public void Configure(EntityTypeBuilder<OrgProfileEntry> builder)
    {
        builder.ToTable("org_profiles");
        builder.HasKey(profile => profile.OrgId);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<OrgProfileEntry>(profile => profile.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrgSettingsConfiguration : IEntityTypeConfiguration<OrgSettingsEntry>
{
    public void Configure(EntityTypeBuilder<OrgSettingsEntry> builder)
    {
        builder.ToTable("org_settings");
        builder.HasKey(settings => settings.OrgId);
        builder.Property(settings => settings.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithOne().HasForeignKey<OrgSettingsEntry>(settings => settings.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
