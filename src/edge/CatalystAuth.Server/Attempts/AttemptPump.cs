using CatalystAuth.Core.Attempts;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Attempts;

/// <summary>Forgets attempts that are long ago.</summary>
internal sealed class AttemptPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<AttemptPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ForgetAttempts>().RunAsync(cancellationToken);
}
