using CatalystAuth.Core.Signals;

namespace CatalystAuth.Core.Events;

/// <summary>Wakes the other nodes when events were committed: what happened is read by <see cref="IEventStore"/>.</summary>
public interface IEventBus : ISignalBus;
