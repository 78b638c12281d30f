using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;

namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>Makes the runs of this node.</summary>
internal sealed class LaneRunner(DeliveryScopes scopes, IWebhookSender sender, WebhookMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// Sends to a webhook, whose lease this node has, until nothing is due, its time is up, or the lease is lost; then gives it back.
    /// </summary>
    public async Task RunAsync(WebhookId webhook, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        var run = new LaneRun(webhook, owner, lease, scopes, sender, metrics, time);
        await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>One run of one webhook: some are on the way, the rest waits for a place. Everything but the sending is done one by one.</summary>
internal sealed class LaneRun(
    WebhookId webhook, string owner, TimeSpan lease, DeliveryScopes scopes, IWebhookSender sender, WebhookMetrics metrics, TimeProvider time)
{
    private const int Page = 50;

    // A webhook that never ends makes place for others.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Task<Attempted>, DeliveryId> _sent = [];
    private readonly Queue<DueDelivery> _ready = new();
    private readonly Throttle _throttle = new(time);
    private readonly long _begun = time.GetTimestamp();
    private int _maxConcurrent = 1;
    private int? _maxPerSecond;
    private long _renewed = time.GetTimestamp();
    private bool _goOn = true;
    private bool _hasMore = true;
    private DateTimeOffset? _pause;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // What is on the way when the node stops has a moment to arrive; what has not by then is sent again by whoever is next.
        using var abort = new CancellationTokenSource();
        var token = abort.Token;
        var stop = cancellationToken.Register(() => abort.CancelAfter(LastWords));
        await using (stop.ConfigureAwait(false))
        {
            try
            {
                while (await StepAsync(cancellationToken.IsCancellationRequested, token).ConfigureAwait(false))
                {
                }
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
            }
        }

        using var end = new CancellationTokenSource(LastWords, time);
        await scopes.RunAsync(
            async work =>
            {
                await work.ReleaseAsync(webhook, owner, _pause, end.Token).ConfigureAwait(false);
                return true;
            },
            end.Token).ConfigureAwait(false);
    }

    /// <summary>Starts what may be started, waits until something happens, and records it. False when there is nothing left to do.</summary>
    private async Task<bool> StepAsync(bool isStopping, CancellationToken cancellationToken)
    {
        var mayStart = _goOn && _pause is null && !isStopping && time.GetElapsedTime(_begun) < Slice;
        if (!mayStart)
        {
            _ready.Clear();
        }
        else if (_ready.Count == 0 && _hasMore && _sent.Count < _maxConcurrent)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var wait = Start(cancellationToken);
        if (_sent.Count == 0 && _ready.Count == 0)
        {
            // What came in line since the last look is found by the release.
            return mayStart && _hasMore;
        }

        await WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        var done = _sent.Keys.Where(task => task.IsCompleted).ToList();
        if (done.Count > 0 || time.GetElapsedTime(_renewed) > lease / 3)
        {
            await RecordAsync(done, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var due = await scopes.RunAsync(work => work.ReadAsync(webhook, _sent.Values, Page, cancellationToken), cancellationToken).ConfigureAwait(false);
        _goOn &= due is not null;
        _hasMore = due?.Deliveries.Count == Page;
        if (due is not null)
        {
            (_maxConcurrent, _maxPerSecond) = (due.MaxConcurrent, due.MaxPerSecond);
            foreach (var delivery in due.Deliveries)
            {
                _ready.Enqueue(delivery);
            }
        }
    }

    /// <summary>Starts as many as may be on the way, and says how long until one more may be; null when that depends on another one's end.</summary>
    private TimeSpan? Start(CancellationToken cancellationToken)
    {
        while (_ready.Count > 0 && _sent.Count < _maxConcurrent)
        {
            var wait = _throttle.Wait(_maxPerSecond);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            _throttle.Count();
            var delivery = _ready.Dequeue();
            _sent.Add(SendAsync(delivery, cancellationToken), delivery.Id);
        }

        return null;
    }

    private async Task<Attempted> SendAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempt = delivery.Request is { } request
            ? await sender.SendAsync(request(now), cancellationToken).ConfigureAwait(false)
            : new(null, WebhookFailures.EventGone, null, TimeSpan.Zero, null, false, []);
        metrics.Count(attempt);
        return new(delivery.Id, delivery.Round, now, attempt);
    }

    private async Task WaitAsync(TimeSpan? until, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tick = Task.Delay(until is { } wait && wait < Look ? wait : Look, time, rest.Token);
        await Task.WhenAny(_sent.Keys.Append(tick)).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (tick.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // One that hangs keeps no new ones waiting.
            _hasMore = true;
        }

        await rest.CancelAsync().ConfigureAwait(false);
    }

    private async Task RecordAsync(List<Task<Attempted>> done, CancellationToken cancellationToken)
    {
        var attempts = new List<Attempted>(done.Count);
        foreach (var task in done)
        {
            attempts.Add(await task.ConfigureAwait(false));
            _sent.Remove(task);
        }

        var state = await scopes.RunAsync(work => work.RecordAsync(webhook, owner, lease, attempts, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        _renewed = time.GetTimestamp();
        _goOn &= state.GoOn;
        _pause = _pause is null || state.PauseUntil > _pause ? state.PauseUntil ?? _pause : _pause;
    }
}
