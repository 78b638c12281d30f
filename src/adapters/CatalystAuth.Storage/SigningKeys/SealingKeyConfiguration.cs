using CatalystAuth.Core.SigningKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.SigningKeys;

internal sealed class SealingKeyConfiguration : IEntityTypeConfiguration<SealingKey>
{
    public void Configure(EntityTypeBuilder<SealingKey> builder)
    {
        builder.ToTable("sealing_keys");
        builder.HasKey(key => key.Name);
        builder.Property(key => key.Name).HasMaxLength(SealingKey.MaxNameLength);
    }
}
