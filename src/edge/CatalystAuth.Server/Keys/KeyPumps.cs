using CatalystAuth.Core.Keys;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Keys;

/// <summary>Writes behind how keys were used; at the end, what is left.</summary>
internal sealed partial class KeyUsagePump(KeyUsage usage, TimeProvider time, ILogger<KeyUsagePump> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await usage.WaitAsync(stoppingToken);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await FlushAsync(stoppingToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await usage.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "How keys were used can't be written now; it waits.")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Tells of keys whose end is near or there, and forgets old reservations.</summary>
internal sealed class KeyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeyPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<TellKeyExpiry>().RunAsync(cancellationToken);
        await services.GetRequiredService<PurgeReservations>().RunAsync(cancellationToken);
    }
}
