using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Events;

/// <summary>Removes events and finished deliveries that were kept for long enough, in many small transactions.</summary>
public sealed class PurgeEvents(IEventPurge purge, IUnitOfWork unitOfWork, IOptions<EventOptions> options, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Removes what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.Retention;

        // Deliveries first: those that stay are what an event stays for.
        await unitOfWork.RepeatAsync(Batch, ct => purge.RemoveDeliveriesAsync(before, Batch, ct), cancellationToken).ConfigureAwait(false);
        await unitOfWork.RepeatAsync(Batch, ct => purge.RemoveEventsAsync(before, Batch, ct), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Where events and deliveries are removed that are older than a time; by their ids, which begin with it.</summary>
public interface IEventPurge
{
    /// <summary>
    /// Removes some events, oldest first, and says how many. Those stay that have no place, that were not yet put in line for webhooks, and
    /// that a webhook still waits for.
    /// </summary>
    Task<int> RemoveEventsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Removes some deliveries that were finished before the time too, with their attempts, and says how many.</summary>
    Task<int> RemoveDeliveriesAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
