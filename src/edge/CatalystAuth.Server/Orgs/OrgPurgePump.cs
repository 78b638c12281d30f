using CatalystAuth.Core.Orgs;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Orgs;

/// <summary>Purges deleted organisations whose time is over.</summary>
internal sealed class OrgPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrgPurgePump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeOrgs>().RunDueAsync(cancellationToken);
}
