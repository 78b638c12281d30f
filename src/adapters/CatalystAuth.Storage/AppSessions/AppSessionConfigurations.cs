using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.AppSessions;

internal sealed class AppSessionConfiguration : IEntityTypeConfiguration<AppSession>
{
    public const int MaxHostLength = 253;

    public void Configure(EntityTypeBuilder<AppSession> builder)
    {
        builder.ToTable("app_sessions");
        builder.HasKey(session => session.Hash);
        builder.Property(session => session.Hash).HasMaxLength(32);
        builder.Property(session => session.Host).HasMaxLength(MaxHostLength);
        builder.HasIndex(session => session.SessionId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.HasOne<UserSession>().WithMany().HasForeignKey(session => session.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(session => session.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProtectedApp>().WithMany().HasForeignKey(session => session.AppId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AppLoginCodeConfiguration : IEntityTypeConfiguration<AppLoginCode>
{
    public void Configure(EntityTypeBuilder<AppLoginCode> builder)
    {
        builder.ToTable("app_login_codes");
        builder.HasKey(code => code.Hash);
        builder.Property(code => code.Hash).HasMaxLength(32);
        builder.Property(code => code.NonceHash).HasMaxLength(32);
        builder.Property(code => code.Host).HasMaxLength(AppSessionConfiguration.MaxHostLength);
        builder.Property(code => code.Domain).HasMaxLength(AppSessionConfiguration.MaxHostLength);
        builder.HasIndex(code => code.ExpiresAt);
        builder.HasOne<UserSession>().WithMany().HasForeignKey(code => code.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(code => code.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProtectedApp>().WithMany().HasForeignKey(code => code.AppId).OnDelete(DeleteBehavior.Cascade);
    }
}
