using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Server.Hosting;

/// <summary>Writes behind what a node remembers; at the end, what is left.</summary>
internal sealed partial class WriteBehindPump<TBehind>(TBehind behind, TimeProvider time, ILogger<WriteBehindPump<TBehind>> logger) : BackgroundService
    where TBehind : IWriteBehind
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(behind.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await WriteAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await behind.WriteAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e, behind.What);
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} can't be written now; it waits.")]
    private partial void LogFailed(Exception exception, string what);
}
