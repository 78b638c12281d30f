using CatalystAuth.Core.Idempotency;

namespace CatalystAuth.Server.Idempotency;

/// <summary>Forgets answers whose time is over. When it can't, the next hour's turn does it.</summary>
internal sealed partial class IdempotencyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<IdempotencyPump> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IIdempotencyStore>()
                    .PurgeAsync(time.GetUtcNow() - IdempotentCalls.Lifetime, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The answers kept for idempotency keys can't be purged.")]
    private partial void LogFailed(Exception exception);
}
