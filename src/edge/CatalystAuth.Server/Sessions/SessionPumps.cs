using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Sessions;

/// <summary>Forgets sessions that ended long ago and refresh tokens that nobody can use.</summary>
internal sealed class SessionPurgePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<SessionPurgePump> logger)
    : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PurgeSessions>().RunAsync(cancellationToken);
}
