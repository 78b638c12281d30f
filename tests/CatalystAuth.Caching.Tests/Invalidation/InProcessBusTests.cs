using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Caching.Tests.Invalidation;

public sealed class InProcessBusTests : BusTests
{
    private readonly InProcessBus _invalidations = new();
    private readonly InProcessBus _events = new();

    private protected override Node NewNode(bool ofEvents = false) => Node.Create(
        services => services.AddSingleton<IInvalidationBus>(_invalidations.AddNode()).AddSingleton<IEventBus>(_events.AddNode()), ofEvents);
}
