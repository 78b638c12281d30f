using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Server.Orgs;

/// <summary>Purges deleted organisations whose time is over. When it can't, the next hour's turn goes on.</summary>
internal sealed partial class OrgPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrgPurgePump> logger) : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<PurgeOrgs>().RunDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Deleted organisations can't be purged.")]
    private partial void LogFailed(Exception exception);
}
