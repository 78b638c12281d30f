using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Server.Audit;

/// <summary>
/// Gives audit records their places in the chains soon after their commit, and signs the chains. When it can't, records wait: nothing is
/// lost, and the next turn does it.
/// </summary>
internal sealed partial class AuditPump(IServiceScopeFactory scopes, EventSignal signal, TimeProvider time, ILogger<AuditPump> logger)
    : BackgroundService
{
    // What another node wrote is found by looking when the bus does not say it.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Many commits are linked in one transaction.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var woken = signal.Next;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
                await scope.ServiceProvider.GetRequiredService<LinkAuditRecords>().RunAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<SignCheckpoints>().RunDueAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await EventSignal.WaitAsync(woken, Look, time, stoppingToken);
            await Task.Delay(Gather, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    [LoggerMessage(LogLevel.Error, "Audit records can't be linked or signed now; they wait.")]
    private partial void LogFailed(Exception exception);
}
