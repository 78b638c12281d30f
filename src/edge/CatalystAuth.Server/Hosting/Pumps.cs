using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Hosting;

/// <summary>Keeps this node's revocations and apps fresh. When reading fails the feed grows stale and verifiers deny.</summary>
internal sealed partial class InvalidationPump(
    InvalidationFeed feed, EffectiveIdentityCache identities, IOptions<InvalidationOptions> options, TimeProvider time, ILogger<InvalidationPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await feed.RefreshAsync(stoppingToken);
                identities.Sweep();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e, feed.Age);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The invalidation log can't be read; it was last read {Age} ago.")]
    private partial void LogFailed(Exception exception, TimeSpan age);
}

/// <summary>Writes forward-auth's decisions behind the hot path; at the end, what is left.</summary>
internal sealed class DecisionPump(DecisionLog log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => log.PumpAsync(stoppingToken);
}
