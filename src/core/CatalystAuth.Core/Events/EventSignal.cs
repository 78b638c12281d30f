namespace CatalystAuth.Core.Events;

/// <summary>Wakes who waits in this node for events, after each commit that wrote some, of this node or of another. Thread-safe.</summary>
public sealed class EventSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends at the next signal. Taken before looking for events, so that none slips through between the look and the wait.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all who wait.</summary>
    public void Signal() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits for a task, but not longer than a time. Whoever ends the task, or turns the clock, does none of the caller's work meanwhile.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task WaitAsync(Task woken, TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(woken, Task.Delay(most, time, rest.Token)).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await rest.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
