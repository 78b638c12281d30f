using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Caching.Tests.Invalidation;

public sealed class InProcessBusTests : BusTests
{
    private readonly InProcessInvalidationBus _first = new();

    private protected override Node NewNode() => Node.Create(services => services.AddSingleton<IInvalidationBus>(_first.AddNode()));
}
