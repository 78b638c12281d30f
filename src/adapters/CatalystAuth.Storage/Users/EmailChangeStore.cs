using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Users;

internal sealed class EmailChangeStore(CatalystDbContext context) : IEmailChangeStore
{
    public async Task<StoredEmailChange?> FindAsync(UserId user, CancellationToken cancellationToken)
    {
        var found = await context.EmailChanges.FirstOrDefaultAsync(change => change.UserId == user, cancellationToken).ConfigureAwait(false);
        return found is not null && context.Entry(found).State != EntityState.Deleted ? found : null;
    }

    public void Add(StoredEmailChange change) => context.Add(change);

    public void Remove(StoredEmailChange change) => context.Remove(change);

    public async Task<IReadOnlyList<UserId>> ListUnremindedAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        await context.EmailChanges.Where(change => change.RemindedAt == null && change.RequestedAt < before)
            .OrderBy(change => change.RequestedAt).ThenBy(change => change.UserId).Take(most).Select(change => change.UserId)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.EmailChanges
        .Where(change => change.RequestedAt < before).OrderBy(change => change.RequestedAt).ThenBy(change => change.UserId).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class EmailChangeConfiguration : IEntityTypeConfiguration<StoredEmailChange>
{
    public void Configure(EntityTypeBuilder<StoredEmailChange> builder)
    {
        builder.ToTable("email_changes");
        builder.HasKey(change => change.UserId);
        builder.Ignore(change => change.PossibleFrom).Ignore(change => change.ExpiresAt);
        builder.HasIndex(change => change.RequestedAt);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(change => change.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<EmailEntry>().WithMany().HasForeignKey(change => change.EmailId).OnDelete(DeleteBehavior.Cascade);
    }
}
