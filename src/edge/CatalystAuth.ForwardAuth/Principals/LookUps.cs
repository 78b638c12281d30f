using System.Threading.RateLimiting;
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
    /// <summary>How many are looked up at once.</summary>
    public const int AtOnce = 32;

    /// <summary>How many wait at most.</summary>
    public const int MostWaiting = 256;

    private static readonly Error Busy = new(
        RequestErrorCodes.Unavailable, "Too many who are not known yet come at once. Try again in a moment.", ErrorKind.Unavailable);

    private readonly ConcurrencyLimiter _line = new(
        new() { PermitLimit = AtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Asks when its turn comes.</summary>
    public async Task<Result<T>> AskAsync<T>(Func<IAppSessions, Task<Result<T>>> ask)
    {
        using var turn = await _line.AcquireAsync().ConfigureAwait(false);
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
}
