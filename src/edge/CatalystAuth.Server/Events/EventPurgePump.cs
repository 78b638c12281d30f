using CatalystAuth.Core.Events;

namespace CatalystAuth.Server.Events;

/// <summary>Removes what was kept for long enough. When it can't, the next hour's turn goes on.</summary>
internal sealed partial class EventPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<EventPurgePump> logger) : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<PurgeEvents>().RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Old events can't be removed now; they stay until the next turn.")]
    private partial void LogFailed(Exception exception);
}
