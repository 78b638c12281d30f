using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgSlugConfiguration : IEntityTypeConfiguration<OrgSlugRow>
{
    public void Configure(EntityTypeBuilder<OrgSlugRow> builder)
    {
        // The key is what lets only one have a slug, now or formerly, whatever happens at once.
        builder.ToTable("org_slugs");
        builder.HasKey(row => row.Slug);
        builder.Property(row => row.Slug).HasMaxLength(OrgSlug.MaxLength);
        builder.HasIndex(row => row.OrgId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(row => row.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrgTermConfiguration : IEntityTypeConfiguration<OrgTerm>
{
    public void Configure(EntityTypeBuilder<OrgTerm> builder)
    {
        builder.ToTable("org_terms");
        builder.Property(term => term.Term).HasMaxLength(SearchWords.MaxLength);

        // One way round for rare words, the other for words that nearly every organisation has.
        builder.HasKey(term => new { term.Term, term.OrgId });
        builder.HasIndex(term => new { term.OrgId, term.Term });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(term => term.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
