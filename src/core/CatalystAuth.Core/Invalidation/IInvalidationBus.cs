using CatalystAuth.Core.Signals;

namespace CatalystAuth.Core.Invalidation;

/// <summary>Wakes the other nodes when <see cref="IInvalidationLog"/> has something new: what is to be believed stands there.</summary>
public interface IInvalidationBus : ISignalBus;
