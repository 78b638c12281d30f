using System.Security.Cryptography;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit.Sinks;

namespace CatalystAuth.Server.Audit.Sinks;

/// <summary>Sends audit records to the sinks soon after they have their places. A sink that fails is left alone for a while, longer each time.</summary>
internal sealed partial class AuditSinkPump(
    IEnumerable<IAuditSink> sinks, AuditSinkMetrics metrics, IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditSinkPump> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(sinks.Select(sink => SendAsync(sink, stoppingToken)));

    private async Task SendAsync(IAuditSink sink, CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                while (await SendSomeAsync(sink, stoppingToken))
                {
                    failures = 0;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, sink.Name);
                failures++;
            }

            await Task.Delay(PauseAfter(failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    // Looks before it takes the lease, so that a quiet house writes nothing.
    private async Task<bool> SendSomeAsync(IAuditSink sink, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        var oldest = await scope.ServiceProvider.GetRequiredService<IAuditSinkQueue>().FindOldestAsync(sink.Name, stoppingToken);
        metrics.Observe(sink.Name, oldest);
        if (oldest is null)
        {
            return false;
        }

        var sent = await scope.ServiceProvider.GetRequiredService<SendToSink>().RunAsync(sink, _node, stoppingToken);
        metrics.Count(sink.Name, sent);
        return sent > 0;
    }

    private static TimeSpan PauseAfter(int failures)
    {
        var pause = Look * Math.Pow(2, Math.Min(failures, 16));
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(LogLevel.Error, "Audit records can't be sent to the sink \"{Sink}\" now; they wait.")]
    private partial void LogFailed(Exception exception, string sink);
}
