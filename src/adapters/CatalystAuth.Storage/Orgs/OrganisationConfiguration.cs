using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
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
        builder.Property(org => org.SuspendReason).HasMaxLength(500);
        builder.Property(org => org.Version).IsConcurrencyToken();
        builder.Property(org => org.LogoUrl).HasMaxLength(2000);
        builder.ComplexProperty(org => org.SignIn, signIn => signIn.Property(policy => policy.SignUp).HasMaxLength(20));
        builder.HasIndex(org => org.Slug).IsUnique();

        // For lists of those of one status, by age.
        builder.HasIndex(org => new { org.Status, org.Id });

        // No foreign key to the owner: an organisation that is deleted and may come back outlives the account that had it.
        builder.HasIndex(org => org.OwnerUserId);
        builder.HasIndex(org => org.PurgeAt).HasFilter("purge_at IS NOT NULL");
        builder.HasIndex(org => org.Status).HasFilter("status <> 'active'");
    }
}
