using CatalystAuth.Core.Audit;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditRecordConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        // No foreign keys: a record outlives what it is about.
        builder.ToTable("audit_records");
        builder.Property(record => record.Action).HasMaxLength(64);
        builder.Property(record => record.Actor).HasMaxLength(64);
        builder.Property(record => record.OnBehalfOf).HasMaxLength(64);
        builder.Property(record => record.Target).HasMaxLength(64);
        builder.Property(record => record.Data).HasConversion<StorableTextConverter>();
        builder.Property(record => record.IpAddress).HasMaxLength(64);
        builder.Property(record => record.UserAgent).HasMaxLength(400).HasConversion<StorableTextConverter>();
        builder.Property(record => record.TraceId).HasMaxLength(64);
        builder.HasIndex(record => new { record.OrgId, record.Id });
        builder.HasIndex(record => new { record.OrgId, record.Action, record.Id });

        // For who did much elsewhere and little or nothing here: no other index finds that without reading all of either.
        builder.HasIndex(record => new { record.OrgId, record.Actor, record.Id });
        builder.HasIndex(record => new { record.Action, record.Id });
        builder.HasIndex(record => new { record.Actor, record.Id });
        builder.HasIndex(record => new { record.Target, record.Id });
    }
}
