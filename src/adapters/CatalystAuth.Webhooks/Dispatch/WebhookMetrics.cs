using System.Diagnostics.Metrics;
using CatalystAuth.Core.Webhooks;

namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>What an operator watches: attempts, how much waits, and for how long the oldest has.</summary>
internal sealed class WebhookMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private Backlog _backlog = new(0, 0, TimeSpan.Zero);

    public WebhookMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("CatalystAuth");
        _attempts = _meter.CreateCounter<long>("catalyst.webhooks.attempts", "{attempt}", "Attempts to deliver an event, by outcome.");
        _duration = _meter.CreateHistogram<double>("catalyst.webhooks.attempt.duration", "s", "How long attempts took.");
        _meter.CreateObservableGauge("catalyst.outbox.depth", () => _backlog.Outbox, "{event}", "Events that are not in line for webhooks yet.");
        _meter.CreateObservableGauge("catalyst.webhooks.depth", () => _backlog.Due, "{delivery}", "Deliveries that are due and not made, at most 10 000.");
        _meter.CreateObservableGauge("catalyst.webhooks.oldest", () => _backlog.Oldest.TotalSeconds, "s", "For how long the oldest of them has been due.");
    }

    public void Count(WebhookAttempt attempt)
    {
        var outcome = attempt.IsSuccess ? "delivered" : attempt.Error ?? "refused";
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(attempt.Duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Observe(Backlog backlog) => _backlog = backlog;

    public void Dispose() => _meter.Dispose();
}
