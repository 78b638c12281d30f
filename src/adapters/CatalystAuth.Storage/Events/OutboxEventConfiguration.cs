using CatalystAuth.Core.Events;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Events;

internal sealed class OutboxEventConfiguration : IEntityTypeConfiguration<OutboxEvent>
{
    public void Configure(EntityTypeBuilder<OutboxEvent> builder)
    {
        builder.ToTable("outbox_events");
        builder.Property(outboxEvent => outboxEvent.Type).HasMaxLength(64);
        builder.Property(outboxEvent => outboxEvent.Version).HasConversion<short>();
        builder.Property(outboxEvent => outboxEvent.Subject).HasMaxLength(64);
        builder.Property(outboxEvent => outboxEvent.Data).HasConversion<StorableTextConverter>();
        builder.Property(outboxEvent => outboxEvent.Actor).HasMaxLength(64);
        builder.HasIndex(outboxEvent => outboxEvent.Place).IsUnique();
        builder.HasIndex(outboxEvent => new { outboxEvent.OrgId, outboxEvent.Place });

        // For the events of a time, which begin with it.
        builder.HasIndex(outboxEvent => new { outboxEvent.OrgId, outboxEvent.Id });
        builder.HasIndex(outboxEvent => outboxEvent.Id).HasFilter("place IS NULL").HasDatabaseName("ix_outbox_events_unplaced");
    }
}
