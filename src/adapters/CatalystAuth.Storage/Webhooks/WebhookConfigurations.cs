using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(endpoint => endpoint.Url).HasMaxLength(2048).HasConversion<StorableTextConverter>();
        builder.Property(endpoint => endpoint.Description).HasMaxLength(200);
        builder.Property(endpoint => endpoint.PublicKey).HasMaxLength(100);
        builder.Property(endpoint => endpoint.DisabledReason).HasMaxLength(32);
        builder.Property(endpoint => endpoint.Version).IsConcurrencyToken();
        builder.HasIndex(endpoint => new { endpoint.OrgId, endpoint.Id });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(endpoint => endpoint.OrgId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(endpoint => endpoint.Lane).WithOne().HasForeignKey<WebhookLane>(lane => lane.WebhookId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(endpoint => endpoint.Lane).AutoInclude();
    }
}

internal sealed class WebhookLaneConfiguration : IEntityTypeConfiguration<WebhookLane>
{
    public void Configure(EntityTypeBuilder<WebhookLane> builder)
    {
        builder.ToTable("webhook_lanes");
        builder.HasKey(lane => lane.WebhookId);
        builder.Property(lane => lane.LeaseOwner).HasMaxLength(64);
        builder.HasIndex(lane => lane.DueAt).HasFilter("due_at IS NOT NULL");
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(delivery => delivery.Type).HasMaxLength(64);
        builder.Property(delivery => delivery.LastError).HasMaxLength(64);
        builder.HasIndex(delivery => new { delivery.EventId, delivery.WebhookId }).IsUnique();
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.NextAttemptAt, delivery.Id }).HasFilter("status = 'pending'")
            .HasDatabaseName("ix_webhook_deliveries_pending");
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.Id });
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.Status, delivery.Id });
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => delivery.WebhookId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookAttemptConfiguration : IEntityTypeConfiguration<WebhookAttemptRecord>
{
    public void Configure(EntityTypeBuilder<WebhookAttemptRecord> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.Property(attempt => attempt.Error).HasMaxLength(64);
        builder.Property(attempt => attempt.RequestHeaders).HasConversion<StorableTextConverter>();
        builder.Property(attempt => attempt.ResponseBody).HasConversion<StorableTextConverter>();
        builder.HasIndex(attempt => new { attempt.DeliveryId, attempt.Id });
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>How far events were put in line. One row, and the lock of whoever does it.</summary>
internal sealed class WebhookFanOut
{
    public required int Id { get; init; }

    public required long Last { get; init; }
}

internal sealed class WebhookFanOutConfiguration : IEntityTypeConfiguration<WebhookFanOut>
{
    public void Configure(EntityTypeBuilder<WebhookFanOut> builder)
    {
        builder.ToTable("webhook_fan_out");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new WebhookFanOut { Id = 1, Last = 0 });
    }
}
