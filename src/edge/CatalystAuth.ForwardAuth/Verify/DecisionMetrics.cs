using System.Diagnostics;
using System.Diagnostics.Metrics;
using CatalystAuth.ForwardAuth.Principals;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>Counts and times decisions. Costs next to nothing, and allocates nothing, while nobody listens.</summary>
internal sealed class DecisionMetrics : IDisposable
{
    /// <summary>Instead of an app, or a proxy, that there is none of: what somebody makes up must not become a time series.</summary>
    public const string None = "unknown";

    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _decisions;
    private readonly Histogram<double> _duration;

    public DecisionMetrics(PrincipalStore principals, IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create("CatalystAuth");
        _decisions = _meter.CreateCounter<long>("catalyst.forward_auth.decisions", "{decision}", "Forward-auth decisions.");
        _duration = _meter.CreateHistogram(
            "catalyst.forward_auth.duration", "s", "How long forward-auth took to decide and to record.", tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                [
                    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
                ],
            });
        _meter.CreateObservableUpDownCounter(
            "catalyst.forward_auth.principals", () => principals.Count, "{principal}", "Verified tokens that forward-auth remembers.");
        _meter.CreateObservableUpDownCounter(
            "catalyst.forward_auth.principals.size", () => principals.Bytes, "By", "How much memory they and their answers take, about.");
    }

    /// <summary>The reading of the clock for <see cref="Question.Started"/>.</summary>
    public long Start() => _duration.Enabled ? _time.GetTimestamp() : 0;

    /// <summary>Counts a decision and the time that it took.</summary>
    public void Count(in Question question, string outcome, string reason) =>
        Count(question.App?.Name ?? None, outcome, reason, ProxyFlavours.NameOf(question.Flavour), question.IsMiss, question.Started);

    /// <summary>Counts one about what came by no route, so by no proxy's.</summary>
    public void CountUnrouted(string outcome, string reason, long started) => Count(None, outcome, reason, None, isMiss: false, started);

    private void Count(string app, string outcome, string reason, string flavour, bool isMiss, long started)
    {
        var cache = isMiss ? "miss" : "hit";
        if (_decisions.Enabled)
        {
            var tags = new TagList
            {
                { "app", app },
                { "outcome", outcome },
                { "reason", reason },
                { "flavour", flavour },
                { "cache", cache },
            };
            _decisions.Add(1, tags);
        }

        if (started != 0)
        {
            _duration.Record(_time.GetElapsedTime(started).TotalSeconds, new("outcome", outcome), new("cache", cache));
        }
    }

    public void Dispose() => _meter.Dispose();
}
