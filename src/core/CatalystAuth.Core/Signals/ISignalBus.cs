namespace CatalystAuth.Core.Signals;

/// <summary>
/// Wakes the other nodes when a table that all read has something new. It carries no content, so a signal that gets lost costs the others
/// the rest of their poll interval and nothing else.
/// </summary>
public interface ISignalBus
{
    /// <summary>Tells the other nodes to look. Returns at once and never throws, whatever state the bus is in.</summary>
    void Publish();

    /// <summary>
    /// Listens until it is stopped and connects again by itself. Calls <paramref name="signal"/> when another node published, and
    /// once after each connect, because something may have been missed before it.
    /// </summary>
    /// <param name="signal">Called from any thread, often and without need too; must be quick.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task ListenAsync(Action signal, CancellationToken cancellationToken);
}
