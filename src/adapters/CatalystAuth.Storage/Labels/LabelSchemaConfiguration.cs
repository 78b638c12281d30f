using CatalystAuth.Contracts.Labels;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Labels;

internal sealed class LabelSchemaConfiguration : IEntityTypeConfiguration<LabelSchemaEntry>
{
    private const int MaxScopeLength = 32;

    public void Configure(EntityTypeBuilder<LabelSchemaEntry> builder)
    {
        builder.ToTable("label_schemas");
        builder.HasKey(schema => new { schema.Scope, schema.Key });
        builder.Property(schema => schema.Scope).HasMaxLength(MaxScopeLength);
        builder.Property(schema => schema.Key).HasMaxLength(LabelGrammar.MaxLength);
        builder.Property(schema => schema.Description).HasMaxLength(500);
        builder.Property(schema => schema.Targets).HasConversion<JsonListConverter<LabelTarget>, ListComparer<LabelTarget>>();
        builder.Property(schema => schema.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(schema => schema.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
