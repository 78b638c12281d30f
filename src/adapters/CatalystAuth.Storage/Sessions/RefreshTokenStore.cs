using CatalystAuth.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Sessions;

internal sealed class RefreshTokenStore(CatalystDbContext context) : IRefreshTokenStore
{
    public void Add(RefreshTokenRecord token) => context.Add(token);

    public Task<RefreshTokenRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        context.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(token => token.Id == id, cancellationToken);

    public async Task<bool> TrySpendAsync(string id, string successorId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spent = await context.RefreshTokens
            .Where(token => token.Id == id && token.SpentAt == null)
            .ExecuteUpdateAsync(
                update => update.SetProperty(token => token.SpentAt, now).SetProperty(token => token.SuccessorId, successorId), cancellationToken)
            .ConfigureAwait(false);
        return spent == 1;
    }

    public Task<int> PurgeAsync(DateTimeOffset spentBefore, DateTimeOffset expiredBefore, int most, CancellationToken cancellationToken) => context.RefreshTokens
        .Where(token => token.SpentAt < spentBefore || token.ExpiresAt < expiredBefore)
        .OrderBy(token => token.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}
