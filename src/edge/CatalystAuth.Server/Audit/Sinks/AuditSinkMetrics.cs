using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CatalystAuth.Server.Audit.Sinks;

/// <summary>How far each sink is behind, and how much it was sent.</summary>
internal sealed class AuditSinkMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset?> _oldest = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _sent;

    public AuditSinkMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create("CatalystAuth");
        _sent = _meter.CreateCounter<long>("catalyst.audit.sink.sent", "{record}", "Audit records that a sink took.");
        _meter.CreateObservableGauge("catalyst.audit.sink.lag", Lags, "s", "For how long the oldest audit record has waited for a sink.");
    }

    public void Observe(string sink, DateTimeOffset? oldest) => _oldest[sink] = oldest;

    public void Count(string sink, int records) => _sent.Add(records, new KeyValuePair<string, object?>("sink", sink));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Lags() => _oldest.Select(found => new Measurement<double>(
        found.Value is { } since ? Math.Max(0, (_time.GetUtcNow() - since).TotalSeconds) : 0, new KeyValuePair<string, object?>("sink", found.Key)));
}
