using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Sessions;

internal sealed class SessionStore(CatalystDbContext context) : ISessionStore
{
    private const int MaxListed = 200;

    public Task<UserSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        context.Sessions.FirstOrDefaultAsync(session => session.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> ListLiveAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.Sessions.AsNoTracking()
            .Where(session => session.UserId == user && session.RevokedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.Id)
            .Take(MaxListed)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task EndAllAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken) => context.Sessions
        .Where(session => session.UserId == user && session.RevokedAt == null)
        .ExecuteUpdateAsync(update => update.SetProperty(session => session.RevokedAt, now), cancellationToken);

    public void Add(UserSession session) => context.Add(session);

    public void Add(RefreshTokenRecord token) => context.Add(token);

    public Task<RefreshTokenRecord?> FindRefreshTokenAsync(string id, CancellationToken cancellationToken) =>
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
}
