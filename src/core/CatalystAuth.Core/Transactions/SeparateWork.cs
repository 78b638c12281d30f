using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Transactions;

/// <summary>
/// Work that holds whatever becomes of the rest of the call, as the counting of a wrong code does. Never inside of a unit of work: on SQLite it would wait
/// for itself.
/// </summary>
internal sealed class SeparateWork(CallContext call, IServiceScopeFactory scopes)
{
    /// <summary>Runs work in a unit of work and a scope of its own.</summary>
    /// <param name="work">What to do, with the services of that scope.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="onDuplicate">The refusal when a unique value was taken meanwhile.</param>
    public async Task<Result<T>> RunAsync<T>(
        Func<IServiceProvider, CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var context = scope.ServiceProvider.GetRequiredService<CallContext>();
            (context.IpAddress, context.UserAgent, context.TraceId) = (call.IpAddress, call.UserAgent, call.TraceId);
            return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>()
                .RunAsync(ct => work(scope.ServiceProvider, ct), cancellationToken, onDuplicate).ConfigureAwait(false);
        }
    }
}
