using CatalystAuth.Core.Users;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Users;

/// <summary>Tells old addresses again of changes that wait for them, and forgets those that were not made.</summary>
internal sealed class EmailChangePump(IServiceScopeFactory scopes, TimeProvider time, ILogger<EmailChangePump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<RemindEmailChanges>().RunAsync(cancellationToken);
}
