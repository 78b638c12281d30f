using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Transfers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Transfers;

internal sealed class TransferConfiguration : IEntityTypeConfiguration<StoredTransfer>
{
    public void Configure(EntityTypeBuilder<StoredTransfer> builder)
    {
        builder.ToTable("ownership_transfers");

        // One open offer an organisation, whatever runs at the same time.
        builder.HasIndex(transfer => transfer.OrgId).IsUnique();

        // Who leaves the organisation loses the offer.
        builder.HasOne<Membership>().WithMany()
            .HasForeignKey(transfer => new { transfer.OrgId, transfer.ToUserId })
            .HasPrincipalKey(membership => new { membership.OrgId, membership.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
