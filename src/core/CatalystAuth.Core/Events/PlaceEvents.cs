using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Events;

/// <summary>Gives committed events their places, when some have none. Whoever reads in order does it first.</summary>
public sealed class PlaceEvents(IEventStore store, IUnitOfWork unitOfWork)
{
    /// <summary>Gives them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await store.HasUnplacedAsync(cancellationToken).ConfigureAwait(false))
        {
            await unitOfWork.RunAsync<bool>(
                async ct =>
                {
                    await store.PlaceAsync(ct).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
