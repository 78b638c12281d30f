using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Keys;

internal sealed class BudgetConfiguration : IEntityTypeConfiguration<StoredBudget>
{
    public void Configure(EntityTypeBuilder<StoredBudget> builder)
    {
        builder.ToTable("key_budgets");
        builder.HasKey(budget => budget.KeyId);
        builder.HasOne<StoredKey>().WithOne().HasForeignKey<StoredBudget>(budget => budget.KeyId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReservationConfiguration : IEntityTypeConfiguration<StoredReservation>
{
    public void Configure(EntityTypeBuilder<StoredReservation> builder)
    {
        builder.ToTable("key_reservations");
        builder.HasIndex(found => new { found.KeyId, found.Status, found.ExpiresAt });
        builder.HasIndex(found => found.ExpiresAt);
        builder.HasOne<StoredBudget>().WithMany().HasForeignKey(found => found.KeyId).OnDelete(DeleteBehavior.Cascade);
    }
}
