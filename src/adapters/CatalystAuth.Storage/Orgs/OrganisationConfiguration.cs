using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations");
        builder.Property(org => org.Slug).HasMaxLength(OrgSlug.MaxLength);
        builder.Property(org => org.Name).HasMaxLength(100);
        builder.Property(org => org.Version).IsConcurrencyToken();
        builder.HasIndex(org => org.Slug).IsUnique();
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(org => org.OwnerUserId).OnDelete(DeleteBehavior.Restrict);
    }
}
