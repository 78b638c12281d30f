using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>Runs each piece of work in a scope of its own, as the system, and not too many at once: the database is everybody's.</summary>
internal sealed class DeliveryScopes(IServiceScopeFactory scopes) : IDisposable
{
    private const int MaxConcurrent = 8;

    private readonly SemaphoreSlim _gate = new(MaxConcurrent, MaxConcurrent);

    public Task<T> RunAsync<T>(Func<DeliveryWork, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync<DeliveryWork, T>(work, cancellationToken);

    public async Task<T> RunAsync<TService, T>(Func<TService, Task<T>> work, CancellationToken cancellationToken)
        where TService : notnull
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
                return await work(scope.ServiceProvider.GetRequiredService<TService>()).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
