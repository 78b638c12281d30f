using CatalystAuth.Core.Factors;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Factors;

/// <summary>Forgets set-ups that were not ended, and challenges that have expired.</summary>
internal sealed class FactorPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<FactorPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ForgetFactors>().RunAsync(cancellationToken);
}
