using System.Diagnostics.Metrics;
using System.Threading.Channels;
using CatalystAuth.Contracts.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Decisions;

/// <summary>
/// Takes decisions from the hot path and writes them in batches behind it. Bounded: when the store can't follow, allows are dropped
/// and counted, while denials wait, which slows their sender down.
/// </summary>
public sealed class DecisionLog : IDisposable
{
    private const int Capacity = 8192;
    private const int BatchSize = 256;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Channel<Decision> _channel = Channel.CreateBounded<Decision>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _lost;

    /// <summary>Makes the log.</summary>
    public DecisionLog(IServiceScopeFactory scopes, IMeterFactory meters, TimeProvider time)
    {
        _scopes = scopes;
        _time = time;
        _meter = meters.Create("CatalystAuth");
        _lost = _meter.CreateCounter<long>("catalyst.decisions.lost", "{decision}", "Decisions that could not be recorded.");
    }

    /// <summary>Takes a decision. Returns at once unless the log is full and the decision a denial.</summary>
    public ValueTask RecordAsync(Decision decision)
    {
        if (_channel.Writer.TryWrite(decision))
        {
            return ValueTask.CompletedTask;
        }

        if (decision.Outcome == DecisionOutcome.Allow)
        {
            _lost.Add(1);
            return ValueTask.CompletedTask;
        }

        return WaitAsync(decision);
    }

    /// <summary>Writes what comes until it is stopped, then what is left.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => _channel.Writer.TryComplete());
        var batch = new List<Decision>(BatchSize);
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < BatchSize && _channel.Reader.TryRead(out var decision))
            {
                batch.Add(decision);
            }

            await WriteAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private async ValueTask WaitAsync(Decision decision)
    {
        using var timeout = new CancellationTokenSource(LongestWait, _time);
        try
        {
            await _channel.Writer.WriteAsync(decision, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            _lost.Add(1);
        }
    }

    private async Task WriteAsync(List<Decision> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var scope = _scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    await scope.ServiceProvider.GetRequiredService<RecordDecisions>().RunAsync(batch, CancellationToken.None).ConfigureAwait(false);
                }

                return;
            }
            catch (Exception) when (attempt < 5 && !_channel.Reader.Completion.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), _time).ConfigureAwait(false);
            }
            catch (Exception)
            {
                _lost.Add(batch.Count);
                return;
            }
        }
    }
}
