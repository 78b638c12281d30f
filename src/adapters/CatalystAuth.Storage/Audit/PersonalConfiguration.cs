using CatalystAuth.Core.Audit.Personal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Audit;

// Neither has a foreign key: a key is erased while others write with it, and values may go before their records.
internal sealed class AuditPersonalConfiguration : IEntityTypeConfiguration<AuditPersonal>
{
    public void Configure(EntityTypeBuilder<AuditPersonal> builder)
    {
        builder.ToTable("audit_personal");
        builder.HasKey(values => new { values.RecordId, values.Subject });
        builder.HasIndex(values => values.Subject);
        builder.Property(values => values.Subject).HasMaxLength(64);
    }
}

internal sealed class SubjectKeyConfiguration : IEntityTypeConfiguration<SubjectKey>
{
    public void Configure(EntityTypeBuilder<SubjectKey> builder)
    {
        builder.ToTable("subject_keys");
        builder.HasKey(key => key.Subject);
        builder.Property(key => key.Subject).HasMaxLength(64);
    }
}
