using System.Diagnostics.Metrics;

namespace CatalystAuth.Core.Invalidation;

/// <summary>Exports how old this node's knowledge of revocations is, to be watched against the bound.</summary>
public sealed class InvalidationMetrics : IDisposable
{
    /// <summary>The name of the gauge.</summary>
    public const string Age = "catalyst.invalidation.age";

    private readonly Meter _meter;

    /// <summary>Exports it from now on.</summary>
    public InvalidationMetrics(InvalidationFeed feed, IMeterFactory meters)
    {
        _meter = meters.Create("CatalystAuth");
        _meter.CreateObservableGauge(Age, () => Observe(feed.Age), "s", "How long ago this node last read the invalidation log.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    // Before the first read there is no age.
    private static Measurement<double>[] Observe(TimeSpan age) =>
        age == Timeout.InfiniteTimeSpan ? [] : [new Measurement<double>(age.TotalSeconds)];
}
