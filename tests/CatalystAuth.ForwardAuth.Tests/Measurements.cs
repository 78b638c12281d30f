using System.Diagnostics.Metrics;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What one gate measures, from now on.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measurement> _all = [];

    public Measurements(TestGate gate)
    {
        var factory = gate.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests of the process measure too.
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == "CatalystAuth")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Whether the tags are kept; a test that counts allocations does not want to.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>What was measured by an instrument, tags in their order as <c>a=x b=y</c>.</summary>
    public IReadOnlyList<(double Value, string Tags)> Of(string instrument)
    {
        lock (_all)
        {
            return [.. _all.Where(one => one.Instrument == instrument).Select(one => (one.Value, one.Tags))];
        }
    }

    /// <summary>What a gauge says now.</summary>
    public double Read(string instrument)
    {
        _listener.RecordObservableInstruments();
        return Of(instrument)[^1].Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Keeps)
        {
            return;
        }

        var text = new List<string>();
        foreach (var (name, tag) in tags)
        {
            text.Add($"{name}={tag}");
        }

        lock (_all)
        {
            _all.Add(new(instrument.Name, value, string.Join(' ', text)));
        }
    }

    private sealed record Measurement(string Instrument, double Value, string Tags);
}
