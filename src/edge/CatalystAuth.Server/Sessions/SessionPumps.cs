using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Sessions;

/// <summary>Writes when sessions were used behind the calls that used them; at the end, what is left.</summary>
internal sealed partial class SessionActivityPump(SessionActivity activity, TimeProvider time, ILogger<SessionActivityPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(SessionActivity.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                await WriteAsync(stoppingToken);
            }
        }
        finally
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await activity.WriteAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "When sessions were used can't be written now; it waits.")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Forgets sessions that ended long ago and refresh tokens that nobody can use.</summary>
internal sealed class SessionPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<SessionPurgePump> logger)
    : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeSessions>().RunAsync(cancellationToken);
}
