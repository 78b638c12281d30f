using CatalystAuth.Core.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Setup;

internal sealed class SetupTokenConfiguration : IEntityTypeConfiguration<SetupToken>
{
    public void Configure(EntityTypeBuilder<SetupToken> builder)
    {
        builder.ToTable("setup_tokens");
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Hash).HasMaxLength(64);
    }
}
