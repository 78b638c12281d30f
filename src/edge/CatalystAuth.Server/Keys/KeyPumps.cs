using CatalystAuth.Core.Keys;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Keys;

/// <summary>Tells of keys whose end is near or there, and forgets old reservations.</summary>
internal sealed class KeyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeyPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<TellKeyExpiry>().RunAsync(cancellationToken);
        await services.GetRequiredService<PurgeReservations>().RunAsync(cancellationToken);
        await services.GetRequiredService<PurgeKeyTokens>().RunAsync(cancellationToken);
    }
}
