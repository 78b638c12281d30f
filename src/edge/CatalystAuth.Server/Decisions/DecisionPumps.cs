using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Decisions;

/// <summary>Writes forward-auth's decisions behind the hot path; at the end, what is left.</summary>
internal sealed class DecisionPump(DecisionLog log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => log.PumpAsync(stoppingToken);
}

/// <summary>Tells what was decided. Runs also where it is switched off, for what was counted before.</summary>
internal sealed partial class DecisionEventPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<DecisionEventPump> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
                await scope.ServiceProvider.GetRequiredService<TellDecisions>().RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Decisions can't be told now; they wait.")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Removes decisions that were kept for long enough.</summary>
internal sealed class DecisionPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<DecisionPurgePump> logger)
    : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeDecisions>().RunAsync(cancellationToken);
}
