using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Audit;

/// <summary>Deletes audit records whose time is over, where there is a time.</summary>
internal sealed class RetentionPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<RetentionPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<CutAuditChains>().RunAsync(cancellationToken);
}
