using CatalystAuth.Contracts.Idempotency;
using CatalystAuth.Core.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Idempotency;

internal sealed class IdempotentRequestConfiguration : IEntityTypeConfiguration<IdempotentRequest>
{
    public void Configure(EntityTypeBuilder<IdempotentRequest> builder)
    {
        builder.ToTable("idempotent_requests");
        builder.HasKey(request => new { request.Caller, request.Key });
        builder.Property(request => request.Caller).HasMaxLength(64);
        builder.Property(request => request.Key).HasMaxLength(IdempotencyHeaders.MaxKeyLength);
        builder.Property(request => request.Fingerprint).HasMaxLength(32);
        builder.HasIndex(request => request.ReceivedAt);
    }
}
