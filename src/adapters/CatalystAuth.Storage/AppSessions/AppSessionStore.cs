using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.AppSessions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.AppSessions;

internal sealed class AppSessionStore(CatalystDbContext context) : IAppSessionStore
{
    public void Add(AppLoginCode code) => context.Add(code);

    public Task<bool> HasCodeAsync(byte[] hash, CancellationToken cancellationToken) =>
        context.AppLoginCodes.AnyAsync(code => code.Hash == hash, cancellationToken);

    public async Task<AppLoginCode?> TakeAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var found = await context.AppLoginCodes.AsNoTracking().FirstOrDefaultAsync(code => code.Hash == hash, cancellationToken).ConfigureAwait(false);
        return found is not null
            && await context.AppLoginCodes.Where(code => code.Hash == hash).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1
                ? found
                : null;
    }

    public void Add(AppSession session) => context.Add(session);

    public Task<AppSession?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        context.AppSessions.AsNoTracking().FirstOrDefaultAsync(session => session.Hash == hash, cancellationToken);

    public Task RemoveOlderAsync(SessionId session, AppPlace place, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (app, host) = (place.Domain is null ? place.App : (AppId?)null, place.Domain ?? place.Host);
        return context.AppSessions
            .Where(found => found.SessionId == session && found.AppId == app && found.Host == host && found.CreatedAt < before)
            .ExecuteDeleteAsync(cancellationToken);
    }

    public async Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await context.AppLoginCodes.Where(code => code.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.AppSessions.Where(session => session.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
