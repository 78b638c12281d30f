using System.Collections.Concurrent;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Signals;

/// <summary>A bus of nodes that are one process. A node that is alone has nobody to wake.</summary>
public sealed class InProcessBus : IInvalidationBus, IEventBus
{
    private readonly ConcurrentDictionary<InProcessBus, Action> _listeners;

    /// <summary>Makes the first node's.</summary>
    public InProcessBus()
        : this([])
    {
    }

    private InProcessBus(ConcurrentDictionary<InProcessBus, Action> listeners) => _listeners = listeners;

    /// <summary>Makes the one of another node in this process.</summary>
    public InProcessBus AddNode() => new(_listeners);

    /// <inheritdoc />
    public void Publish()
    {
        foreach (var (node, signal) in _listeners)
        {
            if (node != this)
            {
                signal();
            }
        }
    }

    /// <inheritdoc />
    public async Task ListenAsync(Action signal, CancellationToken cancellationToken)
    {
        _listeners[this] = signal;
        signal();
        var stopped = new TaskCompletionSource();
        var registration = cancellationToken.Register(() => stopped.SetResult());
        await using (registration.ConfigureAwait(false))
        {
            await stopped.Task.ConfigureAwait(false);
        }

        _listeners.TryRemove(this, out _);
    }
}
