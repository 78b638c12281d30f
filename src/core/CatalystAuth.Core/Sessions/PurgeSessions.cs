using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Forgets sessions that ended a while ago, what of them at the edge has expired, and refresh tokens that were spent or have expired. A spent one that comes back later is known by
/// its being unknown: see <see cref="Tokens.RefreshSession"/>.
/// </summary>
public sealed class PurgeSessions(
    ISessionStore sessions, IRefreshTokenStore refreshTokens, IAppSessionStore appSessions, IUnitOfWork unitOfWork,
    IOptions<UserSessionOptions> options, TimeProvider time)
{
    private const int Batch = 1000;

    // Their place in the audit trail is what is kept of them.
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(7);

    // Above the longest grace.
    private static readonly TimeSpan SpentKept = TimeSpan.FromHours(1);

    /// <summary>Forgets what is old.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await unitOfWork.RepeatAsync(Batch, ct => refreshTokens.PurgeAsync(now - SpentKept, now - SessionsKept, Batch, ct), cancellationToken).ConfigureAwait(false);
        await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                await appSessions.PurgeAsync(now, ct).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await unitOfWork.RepeatAsync(
            Batch, ct => sessions.PurgeAsync(now - SessionsKept, now - options.Value.IdleLifetime - SessionsKept, Batch, ct), cancellationToken).ConfigureAwait(false);
    }
}
