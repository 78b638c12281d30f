using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Keys;

internal sealed class IssuedTokenStore(CatalystDbContext context) : IIssuedTokens
{
    public async Task<IReadOnlyList<IssuedToken>> ListAsync(KeyId key, DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        await context.KeyTokens.AsNoTracking().Where(token => token.KeyId == key && token.ExpiresAt > now)
            .OrderByDescending(token => token.ExpiresAt).ThenByDescending(token => token.Id).Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.KeyTokens
        .Where(token => token.ExpiresAt < before).OrderBy(token => token.ExpiresAt).ThenBy(token => token.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class IssuedTokenConfiguration : IEntityTypeConfiguration<IssuedToken>
{
    public void Configure(EntityTypeBuilder<IssuedToken> builder)
    {
        builder.ToTable("key_tokens");
        builder.Property(token => token.Id).HasMaxLength(64);
        builder.HasIndex(token => new { token.KeyId, token.ExpiresAt });
        builder.HasIndex(token => token.ExpiresAt);
        builder.HasOne<StoredKey>().WithMany().HasForeignKey(token => token.KeyId).OnDelete(DeleteBehavior.Cascade);
    }
}
