using CatalystAuth.Core.Idempotency;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.Idempotency;

/// <summary>Forgets answers whose time is over.</summary>
internal sealed class IdempotencyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<IdempotencyPump> logger) : HourlyPump(scopes, time, logger)
{
    private readonly TimeProvider _time = time;

    protected override Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IIdempotencyStore>().PurgeAsync(_time.GetUtcNow() - IdempotentCalls.Lifetime, cancellationToken);
}
