using CatalystAuth.Core.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Sessions;

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshTokenRecord>
{
    public void Configure(EntityTypeBuilder<RefreshTokenRecord> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.Property(token => token.Id).HasMaxLength(64);
        builder.Property(token => token.SuccessorId).HasMaxLength(64);
        builder.HasIndex(token => token.SessionId);
        builder.HasIndex(token => token.OrgId);
        builder.HasIndex(token => token.SpentAt);
        builder.HasIndex(token => token.ExpiresAt);
        builder.HasOne<UserSession>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
