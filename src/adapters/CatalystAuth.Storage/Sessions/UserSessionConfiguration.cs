using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Sessions;

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("sessions");
        builder.Property(session => session.IpAddress).HasMaxLength(64);
        builder.Property(session => session.LastIpAddress).HasMaxLength(64);
        builder.Property(session => session.UserAgent).HasMaxLength(400).HasConversion<StorableTextConverter>();
        builder.Property(session => session.DeviceHash).HasMaxLength(32);
        builder.HasIndex(session => new { session.UserId, session.Id });
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(session => session.ImpersonatorId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(session => session.ImpersonationOrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
