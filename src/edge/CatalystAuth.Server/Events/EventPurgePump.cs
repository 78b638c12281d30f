using CatalystAuth.Core.Events;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Events;

/// <summary>Removes events and deliveries that were kept for long enough.</summary>
internal sealed class EventPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<EventPurgePump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeEvents>().RunAsync(cancellationToken);
}
