using System.Security.Cryptography;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>
/// Takes events to webhooks. It wakes when an event was written, and looks every second for what is due and for what nobody told it.
/// All its state is in the database: a node that dies loses its leases and nothing else.
/// </summary>
internal sealed partial class WebhookPump(
    DeliveryScopes scopes, LaneRunner lanes, WebhookMetrics metrics, EventSignal signal, IOptions<WebhookOptions> options, TimeProvider time,
    ILogger<WebhookPump> logger) : BackgroundService
{
    private const int MaxLeased = 32;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    // Many commits are put in line in one transaction. By the real clock: it spares the database, and means nothing.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(20);

    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    // Wakes the sending when events were put in line.
    private readonly EventSignal _queued = new();

    private int _turn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.MaxLanes > 0)
        {
            await Task.WhenAll(FanOutAsync(stoppingToken), SendAsync(stoppingToken), ObserveAsync(stoppingToken)).ConfigureAwait(false);
        }
    }

    private async Task FanOutAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var woken = signal.Next;
            try
            {
                while (await scopes.RunAsync<FanOutEvents, bool>(work => work.RunAsync(stoppingToken), stoppingToken).ConfigureAwait(false))
                {
                    _queued.Signal();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
                woken = Task.Delay(Look, time, stoppingToken);
            }

            _queued.Signal();
            await Task.Delay(Gather, stoppingToken).ConfigureAwait(false);
            await EventSignal.WaitAsync(woken, Look, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                var woken = _queued.Next;

                // Another name each turn: a run that lost its lease must not go on with the one that this node gets next.
                var owner = $"{_node}-{_turn++}";
                var leased = await LeaseAsync(owner, options.Value.MaxLanes - running.Count, stoppingToken).ConfigureAwait(false);
                foreach (var webhook in leased)
                {
                    running.Add(RunAsync(webhook, owner, stoppingToken));
                }

                if (leased.Count < MaxLeased || running.Count >= options.Value.MaxLanes)
                {
                    await EventSignal.WaitAsync(Task.WhenAny(running.Append(woken)), Look, time, stoppingToken).ConfigureAwait(false);
                }

                running.RemoveWhere(task => task.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<WebhookId>> LeaseAsync(string owner, int free, CancellationToken stoppingToken)
    {
        if (free <= 0)
        {
            return [];
        }

        try
        {
            return await scopes.RunAsync(
                work => work.LeaseAsync(owner, options.Value.Lease, Math.Min(free, MaxLeased), stoppingToken), stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e);
            return [];
        }
    }

    private async Task RunAsync(WebhookId webhook, string owner, CancellationToken stoppingToken)
    {
        try
        {
            await lanes.RunAsync(webhook, owner, options.Value.Lease, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The lease ends by itself, and the webhook is taken up again.
            if (!stoppingToken.IsCancellationRequested)
            {
                LogLaneFailed(e, webhook);
            }
        }
    }

    private async Task ObserveAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                metrics.Observe(await scopes.RunAsync(work => work.ObserveAsync(stoppingToken), stoppingToken).ConfigureAwait(false));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await Task.Delay(Observation, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    [LoggerMessage(LogLevel.Error, "Events can't be taken to webhooks now; they wait.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Sending to {Webhook} was interrupted; it goes on when its lease has ended.")]
    private partial void LogLaneFailed(Exception exception, WebhookId webhook);
}
