using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Revocations;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Hosting;

/// <summary>Keeps this node's revocations and apps fresh. When reading fails the feed grows stale and verifiers deny.</summary>
internal sealed partial class InvalidationPump(
    InvalidationFeed feed, EffectiveIdentityCache identities, InvalidationMetrics metrics, RevocationBroadcast broadcast, IInvalidationBus bus,
    IOptions<InvalidationOptions> options, TimeProvider time, ILogger<InvalidationPump> logger) : BackgroundService
{
    // Held so that they are there from the start.
    private readonly InvalidationMetrics _metrics = metrics;
    private readonly RevocationBroadcast _broadcast = broadcast;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = new InvalidationWake(options.Value.PollInterval, time);
        await Task.WhenAll(ListenAsync(wake, stoppingToken), ReadAsync(wake, stoppingToken));
    }

    private async Task ReadAsync(InvalidationWake wake, CancellationToken stoppingToken)
    {
        while (true)
        {
            await wake.WaitAsync(stoppingToken);
            try
            {
                await feed.RefreshAsync(stoppingToken);
                identities.Sweep();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, feed.Age);
            }
        }
    }

    // Without the bus there is still the timer.
    private async Task ListenAsync(InvalidationWake wake, CancellationToken stoppingToken)
    {
        try
        {
            await bus.ListenAsync(wake.Signal, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogDeaf(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "The invalidation bus ended; revocations of other nodes arrive by polling only.")]
    private partial void LogDeaf(Exception exception);

    [LoggerMessage(LogLevel.Error, "The invalidation log can't be read; it was last read {Age} ago.")]
    private partial void LogFailed(Exception exception, TimeSpan age);
}
