using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit.Retention;

namespace CatalystAuth.Server.Audit;

/// <summary>Deletes audit records whose time is over, where there is a time. When it can't, the next hour's turn goes on.</summary>
internal sealed partial class RetentionPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<RetentionPump> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
                await scope.ServiceProvider.GetRequiredService<CutAuditChains>().RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Audit records whose time is over can't be deleted.")]
    private partial void LogFailed(Exception exception);
}
