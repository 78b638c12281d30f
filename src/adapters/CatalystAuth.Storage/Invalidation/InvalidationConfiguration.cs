using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Invalidation;

internal sealed class InvalidationConfiguration : IEntityTypeConfiguration<InvalidationRow>
{
    public void Configure(EntityTypeBuilder<InvalidationRow> builder)
    {
        builder.ToTable("invalidations");
        builder.Property(row => row.Subject).HasMaxLength(700);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.Subject, row.At });
    }
}
