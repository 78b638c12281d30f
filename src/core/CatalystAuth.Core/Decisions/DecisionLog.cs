using System.Diagnostics.Metrics;
using System.Threading.Channels;
using CatalystAuth.Contracts.Decisions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Decisions;

/// <summary>
/// Takes decisions from the hot path and writes them in batches behind it. Bounded: what becomes of a decision when the store can't follow is
/// <see cref="DecisionOptions.WhenFull"/>, and what is lost is counted.
/// </summary>
public sealed partial class DecisionLog : IDisposable
{
    private const int BatchSize = 256;
    private const int MostAttempts = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly DecisionOptions _options;
    private readonly Channel<Decision> _channel;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<DecisionLog> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _lost;

    /// <summary>Makes the log.</summary>
    public DecisionLog(
        IServiceScopeFactory scopes, IMeterFactory meters, IOptions<DecisionOptions> options, TimeProvider time, ILogger<DecisionLog> logger)
    {
        _scopes = scopes;
        _time = time;
        _logger = logger;
        _options = options.Value;
        _channel = Channel.CreateBounded<Decision>(
            new BoundedChannelOptions(_options.QueueSize) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _meter = meters.Create("CatalystAuth");
        _lost = _meter.CreateCounter<long>("catalyst.decisions.lost", "{decision}", "Decisions that could not be recorded.");
        _meter.CreateObservableUpDownCounter(
            "catalyst.decisions.queue", () => _channel.Reader.Count, "{decision}", "Decisions that wait to be recorded.");
    }

    /// <summary>Whether a decision is to be handed in at all.</summary>
    public bool Takes(DecisionOutcome outcome, DecisionId id) => _options.Records(outcome, id) || _options.Tells(outcome);

    /// <summary>
    /// Takes a decision. Returns at once unless the log is full and the decision one that waits then. False when it may not be acted on,
    /// because it could not be taken.
    /// </summary>
    public ValueTask<bool> RecordAsync(Decision decision)
    {
        if (_channel.Writer.TryWrite(decision))
        {
            return ValueTask.FromResult(true);
        }

        if (MayWait(decision))
        {
            return WaitAsync(decision);
        }

        Lose(decision);
        return ValueTask.FromResult(MayBeLost(decision));
    }

    /// <summary>Writes what comes until it is stopped, then what is left.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => _channel.Writer.TryComplete());
        var batch = new List<Decision>(BatchSize);
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Fill(batch);
            await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            batch.Clear();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private bool MayWait(Decision decision) => _options.WhenFull switch
    {
        WhenDecisionsAreFull.Drop => false,

        // That one could not be recorded was found out by waiting.
        WhenDecisionsAreFull.Deny => decision.Reason != DecisionReasons.NotRecorded,
        _ => decision.Outcome == DecisionOutcome.Deny,
    };

    private bool MayBeLost(Decision decision) => decision.Outcome == DecisionOutcome.Deny || _options.WhenFull != WhenDecisionsAreFull.Deny;

    private async ValueTask<bool> WaitAsync(Decision decision)
    {
        using var timeout = new CancellationTokenSource(LongestWait, _time);
        try
        {
            await _channel.Writer.WriteAsync(decision, timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            Lose(decision);
            return MayBeLost(decision);
        }
    }

    private void Fill(List<Decision> batch)
    {
        while (batch.Count < BatchSize && _channel.Reader.TryRead(out var decision))
        {
            batch.Add(decision);
        }
    }

    private async Task WriteAsync(List<Decision> batch, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(batch).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (MayTryAgain(batch, attempt, stop))
            {
                LogLate(e, batch.Count, attempt);
                if (attempt >= MostAttempts && _options.WhenFull != WhenDecisionsAreFull.Deny && await ThinOutAsync(batch, attempt).ConfigureAwait(false))
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromSeconds(Math.Min(attempt, MostAttempts)), _time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LogLost(e, batch.Count);
                batch.ForEach(Lose);
                return;
            }
        }
    }

    private async Task RunAsync(IReadOnlyList<Decision> decisions)
    {
        var scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await scope.ServiceProvider.GetRequiredService<RecordDecisions>().RunAsync(decisions, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Where each has to be recorded those that were acted on are held until they are, so that the queue fills and nobody else is let in. Else denials are
    // held as long as there are places for what comes behind them.
    private bool MayTryAgain(List<Decision> batch, int attempt, CancellationToken stop) =>
        (attempt < MostAttempts && !_channel.Reader.Completion.IsCompleted)
        || (!stop.IsCancellationRequested
            && (_options.WhenFull == WhenDecisionsAreFull.Deny
                || (_channel.Reader.Count < _options.QueueSize && batch.Exists(decision => decision.Outcome == DecisionOutcome.Deny))));

    /// <summary>Leaves of a batch what is to be held for longer, with others behind it; true when nothing is.</summary>
    private async ValueTask<bool> ThinOutAsync(List<Decision> batch, int attempt)
    {
        if (attempt == MostAttempts)
        {
            batch.FindAll(decision => decision.Outcome == DecisionOutcome.Allow).ForEach(Lose);
            batch.RemoveAll(decision => decision.Outcome == DecisionOutcome.Allow);
        }

        // One that the store can't take must not hold up the others for ever.
        if (batch.Count > 1 && await TryAsync([], attempt).ConfigureAwait(false))
        {
            await WriteEachAsync(batch, attempt).ConfigureAwait(false);
        }

        Fill(batch);
        return batch.Count == 0;
    }

    /// <summary>Writes each by itself, and leaves those that were refused; one behind which others were taken is lost.</summary>
    private async ValueTask WriteEachAsync(List<Decision> batch, int attempt)
    {
        var refused = new List<Decision>();
        foreach (var decision in batch)
        {
            if (await TryAsync([decision], attempt).ConfigureAwait(false))
            {
                refused.ForEach(Lose);
                refused.Clear();
            }
            else
            {
                refused.Add(decision);
            }
        }

        batch.Clear();
        batch.AddRange(refused);
    }

    private async ValueTask<bool> TryAsync(IReadOnlyList<Decision> decisions, int attempt)
    {
        try
        {
            await RunAsync(decisions).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            LogLate(e, decisions.Count, attempt);
            return false;
        }
    }

    private void Lose(Decision decision) =>
        _lost.Add(1, new KeyValuePair<string, object?>("outcome", decision.Outcome == DecisionOutcome.Allow ? "allow" : "deny"));

    [LoggerMessage(LogLevel.Warning, "{Count} decisions could not be recorded yet, at attempt {Attempt}.")]
    private partial void LogLate(Exception exception, int count, int attempt);

    [LoggerMessage(LogLevel.Error, "{Count} decisions could not be recorded.")]
    private partial void LogLost(Exception exception, int count);
}
