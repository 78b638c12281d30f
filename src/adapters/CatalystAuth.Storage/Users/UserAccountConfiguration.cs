using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Users;

internal sealed class UserAccountConfiguration : IEntityTypeConfiguration<UserAccount>
{
    public void Configure(EntityTypeBuilder<UserAccount> builder)
    {
        builder.ToTable("users");
        builder.Property(user => user.Email).HasMaxLength(254);
        builder.Property(user => user.Name).HasMaxLength(100);
        builder.Property(user => user.BanReason).HasMaxLength(500);
        builder.HasIndex(user => new { user.BannedAt, user.Id }).HasFilter("banned_at IS NOT NULL");
        builder.Property(user => user.Version).IsConcurrencyToken();
    }
}
