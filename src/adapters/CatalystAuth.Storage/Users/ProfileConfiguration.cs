using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Users;

internal sealed class ProfileConfiguration : IEntityTypeConfiguration<ProfileEntry>
{
    public void Configure(EntityTypeBuilder<ProfileEntry> builder)
    {
        builder.ToTable("user_profiles");
        builder.HasKey(profile => profile.UserId);
        builder.Property(profile => profile.GivenName).HasMaxLength(100);
        builder.Property(profile => profile.FamilyName).HasMaxLength(100);
        builder.Property(profile => profile.AvatarUrl).HasMaxLength(2000);
        builder.Property(profile => profile.Locale).HasMaxLength(64);
        builder.Property(profile => profile.TimeZone).HasMaxLength(128);
        builder.Property(profile => profile.Phone).HasMaxLength(16);
        builder.Property(profile => profile.Bio).HasMaxLength(2000);
        builder.Property(profile => profile.Links).HasConversion<JsonListConverter<ProfileLink>, ListComparer<ProfileLink>>();
        builder.HasOne<UserAccount>().WithOne().HasForeignKey<ProfileEntry>(profile => profile.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
