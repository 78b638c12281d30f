using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Users;

internal sealed class EmailConfiguration : IEntityTypeConfiguration<EmailEntry>
{
    private const int MaxLength = 320;

    public void Configure(EntityTypeBuilder<EmailEntry> builder)
    {
        builder.ToTable("user_emails");
        builder.Property(email => email.Address).HasMaxLength(254);
        builder.Property(email => email.Normalized).HasMaxLength(MaxLength);
        builder.Property(email => email.Claimed).HasMaxLength(MaxLength);
        builder.Property(email => email.CodeHash).HasMaxLength(32);
        builder.HasIndex(email => email.Claimed).IsUnique();
        builder.HasIndex(email => new { email.UserId, email.Normalized }).IsUnique();
        builder.HasIndex(email => email.Normalized);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(email => email.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
