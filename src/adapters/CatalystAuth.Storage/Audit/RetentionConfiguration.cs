using CatalystAuth.Core.Audit.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditCutConfiguration : IEntityTypeConfiguration<AuditCut>
{
    public void Configure(EntityTypeBuilder<AuditCut> builder)
    {
        builder.ToTable("audit_cuts");
        builder.HasKey(cut => new { cut.Chain, cut.Seq });
    }
}

internal sealed class LegalHoldConfiguration : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> builder)
    {
        // No foreign key: a hold outlives its organisation, as the records do that it keeps.
        builder.ToTable("legal_holds");
        builder.Property(hold => hold.Reason).HasMaxLength(500);
        builder.Property(hold => hold.SetBy).HasMaxLength(64);
        builder.Property(hold => hold.ReleasedBy).HasMaxLength(64);
        builder.HasIndex(hold => hold.OrgId).HasFilter("released_at IS NULL").HasDatabaseName("ix_legal_holds_in_force");
    }
}
