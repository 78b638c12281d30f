using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Audit.Chains;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Audit;

/// <summary>A chain as its organisation's UUID; the empty one, which no id has, for the platform's. A part of a key can't be null.</summary>
internal sealed class AuditChainConverter() : ValueConverter<AuditChain, Guid>(chain => Write(chain), value => Read(value))
{
    private static Guid Write(AuditChain chain) => chain.Org?.Value ?? Guid.Empty;

    private static AuditChain Read(Guid value) => new(value == Guid.Empty ? null : new OrgId(value));
}

// None has a foreign key: what proves must outlive what it is about.
internal sealed class AuditLinkConfiguration : IEntityTypeConfiguration<AuditLink>
{
    public void Configure(EntityTypeBuilder<AuditLink> builder)
    {
        builder.ToTable("audit_links");
        builder.HasKey(link => new { link.Chain, link.Seq });
        builder.HasIndex(link => link.RecordId).IsUnique();
        builder.Property(link => link.Hash).HasMaxLength(ChainHash.Length);
    }
}

internal sealed class AuditCheckpointConfiguration : IEntityTypeConfiguration<AuditCheckpoint>
{
    public void Configure(EntityTypeBuilder<AuditCheckpoint> builder)
    {
        builder.ToTable("audit_checkpoints");
        builder.HasKey(checkpoint => new { checkpoint.Chain, checkpoint.Seq });
        builder.Property(checkpoint => checkpoint.Hash).HasMaxLength(ChainHash.Length);
        builder.Property(checkpoint => checkpoint.Jws).HasMaxLength(2048);
    }
}

internal sealed class AuditChainHeadConfiguration : IEntityTypeConfiguration<AuditChainHead>
{
    public void Configure(EntityTypeBuilder<AuditChainHead> builder)
    {
        builder.ToTable("audit_chains");
        builder.HasKey(head => head.Chain);
        builder.Property(head => head.Chain).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(ChainHash.Length);
        builder.HasIndex(head => head.UnsignedSince).HasFilter("unsigned_since IS NOT NULL").HasDatabaseName("ix_audit_chains_unsigned");
    }
}

internal sealed class UnlinkedRecordConfiguration : IEntityTypeConfiguration<UnlinkedRecord>
{
    public void Configure(EntityTypeBuilder<UnlinkedRecord> builder)
    {
        builder.ToTable("audit_unlinked");
        builder.HasKey(record => record.RecordId);
        builder.Property(record => record.RecordId).ValueGeneratedNever();
    }
}
