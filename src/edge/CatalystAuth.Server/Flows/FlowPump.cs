using CatalystAuth.Core.Flows;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Flows;

/// <summary>Forgets flows that expired without an end.</summary>
internal sealed class FlowPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<FlowPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeFlows>().RunAsync(cancellationToken);
}
