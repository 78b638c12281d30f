using System.Threading.Channels;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Server.Events;

/// <summary>Wakes who waits in this node for events when another node wrote some. Without the bus they find them by looking.</summary>
internal sealed partial class EventPump(IEventBus bus, EventSignal signal, TimeProvider time, ILogger<EventPump> logger) : BackgroundService
{
    // However much others write, this node does not look more often for their sake.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<bool> _heard = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), PassOnAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        try
        {
            await bus.ListenAsync(() => _heard.Writer.TryWrite(true), stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogDeaf(e);
        }
    }

    private async Task PassOnAsync(CancellationToken stoppingToken)
    {
        while (await _heard.Reader.WaitToReadAsync(stoppingToken))
        {
            // Taken before it is passed on: what is heard meanwhile may have come too late for who looks now.
            _heard.Reader.TryRead(out _);
            signal.Signal();
            await Task.Delay(LeastPause, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "The event bus ended; events of other nodes are found by polling only.")]
    private partial void LogDeaf(Exception exception);
}
