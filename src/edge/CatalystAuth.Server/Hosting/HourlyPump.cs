using CatalystAuth.Core.Actors;

namespace CatalystAuth.Server.Hosting;

/// <summary>Clears up once an hour, as the system. When it can't, the next hour's turn goes on.</summary>
internal abstract partial class HourlyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Does a turn.</summary>
    protected abstract Task RunAsync(IServiceProvider services, CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
                await RunAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, GetType().Name);
            }
        }

        // Whoever turns a clock does none of the work meanwhile.
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding));
    }

    [LoggerMessage(LogLevel.Error, "{Pump} could not do all of its turn; the next hour's goes on.")]
    private partial void LogFailed(Exception exception, string pump);
}
