using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Sessions;

internal sealed class SessionStore(CatalystDbContext context) : ISessionStore
{
    public Task<UserSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        context.Sessions.FirstOrDefaultAsync(session => session.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> ListLiveAsync(
        UserId user, DateTimeOffset now, DateTimeOffset usedSince, int limit, CancellationToken cancellationToken) =>
        await context.Sessions
            .Where(session => session.UserId == user && session.RevokedAt == null && session.ExpiresAt > now && session.LastSeenAt > usedSince)
            .OrderByDescending(session => session.Id)
            .Take(limit)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task EndAllAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken) => context.Sessions
        .Where(session => session.UserId == user && session.RevokedAt == null)
        .ExecuteUpdateAsync(update => update.SetProperty(session => session.RevokedAt, now), cancellationToken);

    public void Add(UserSession session) => context.Add(session);

    public Task<int> PurgeAsync(DateTimeOffset endedBefore, DateTimeOffset usedBefore, int most, CancellationToken cancellationToken) => context.Sessions
        .Where(session => session.RevokedAt < endedBefore || session.ExpiresAt < endedBefore || session.LastSeenAt < usedBefore)
        .OrderBy(session => session.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);

    public async Task SeeAsync(IReadOnlyList<SessionSighting> sightings, CancellationToken cancellationToken)
    {
        // In order, so that two nodes that write at once do not wait for each other.
        foreach (var (id, at, address) in sightings.OrderBy(sighting => sighting.Id))
        {
            await context.Sessions.Where(session => session.Id == id && session.LastSeenAt < at)
                .ExecuteUpdateAsync(
                    update => update.SetProperty(session => session.LastSeenAt, at)
                        .SetProperty(session => session.LastIpAddress, session => address ?? session.LastIpAddress),
                    cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
