using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Apps;

internal sealed class ProtectedAppConfiguration : IEntityTypeConfiguration<ProtectedApp>
{
    public void Configure(EntityTypeBuilder<ProtectedApp> builder)
    {
        builder.ToTable("apps");
        builder.Property(app => app.Name).HasMaxLength(100);
        builder.Property(app => app.Engine).HasMaxLength(PolicyEngineNames.MaxLength);
        builder.Property(app => app.Unauthenticated).HasMaxLength(16);
        builder.Property(app => app.Preflight).HasMaxLength(16);
        builder.Property(app => app.Version).IsConcurrencyToken();
        builder.ComplexProperty(app => app.SignIn, signIn => signIn.Property(asked => asked.SignUp).HasMaxLength(20));
        builder.HasIndex(app => new { app.OrgId, app.Id });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(app => app.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
