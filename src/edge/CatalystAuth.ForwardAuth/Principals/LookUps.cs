using System.Threading.RateLimiting;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Asks the database about what is not known yet, for so many at once. Anybody can make up as many handles and codes as they like; who is known needs no look-up,
/// and is not kept waiting by them. Who finds the line full is refused, keeps what they hold, and may come again.
/// </summary>
internal sealed class LookUps(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>How many of one organisation are looked up at once. There is room for others beside them.</summary>
    public const int AtOnce = 16;

    /// <summary>How many of one organisation wait at most.</summary>
    public const int MostWaiting = 256;

    private const int AtOnceInAll = 32;
    private const int MostWaitingInAll = 2048;

    private static readonly Error Busy = new(
        RequestErrorCodes.Unavailable, "Too many who are not known yet come at once. Try again in a moment.", ErrorKind.Unavailable);

    // The organisation's line first, so that who waits in it takes no turn from others.
    private readonly PartitionedRateLimiter<OrgId> _line = PartitionedRateLimiter.CreateChained(
        LineOf(org => org, AtOnce, MostWaiting), LineOf(_ => default(OrgId), AtOnceInAll, MostWaitingInAll));

    /// <summary>Asks when its turn comes.</summary>
    /// <param name="org">The organisation of the app at which it is asked.</param>
    /// <param name="ask">Asks.</param>
    public async Task<Result<T>> AskAsync<T>(OrgId org, Func<IAppSessions, Task<Result<T>>> ask)
    {
        using var turn = await _line.AcquireAsync(org).ConfigureAwait(false);
        if (!turn.IsAcquired)
        {
            return Busy;
        }

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await ask(scope.ServiceProvider.GetRequiredService<IAppSessions>()).ConfigureAwait(false);
        }
    }

    public void Dispose() => _line.Dispose();

    private static PartitionedRateLimiter<OrgId> LineOf(Func<OrgId, OrgId> line, int atOnce, int mostWaiting) => PartitionedRateLimiter.Create<OrgId, OrgId>(
        org => RateLimitPartition.GetConcurrencyLimiter(
            line(org), _ => new() { PermitLimit = atOnce, QueueLimit = mostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}
