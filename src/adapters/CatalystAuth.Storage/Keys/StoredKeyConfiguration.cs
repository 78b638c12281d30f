using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Keys;

internal sealed class StoredKeyConfiguration : IEntityTypeConfiguration<StoredKey>
{
    public void Configure(EntityTypeBuilder<StoredKey> builder)
    {
        builder.ToTable("keys");
        builder.Property(key => key.Name).HasMaxLength(100);
        builder.Property(key => key.Description).HasMaxLength(500);
        builder.Property(key => key.Hint).HasMaxLength(8);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.Property(key => key.OldHash).HasMaxLength(64);
        builder.Property(key => key.LastUsedIp).HasMaxLength(64);
        builder.Property(key => key.Version).IsConcurrencyToken();
        builder.HasIndex(key => new { key.OrgId, key.Id });
        builder.HasIndex(key => new { key.UserId, key.OrgId, key.Id });
        builder.Property(key => key.ImportedHash).HasMaxLength(64);
        builder.HasIndex(key => key.ImportedHash).IsUnique();
        builder.HasIndex(key => key.TellExpiryAt);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(key => key.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
