using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Events;

/// <summary>Looks for events once, for who was let in. What has no place yet is given one before.</summary>
internal sealed class ReadEvents(IEventStore store, PlaceEvents placing)
{
    private static readonly Error CursorGone = new(
        EventErrorCodes.CursorGone, "There is no such event here. Begin without a cursor, and take the events for new that you know already.", ErrorKind.Gone);

    public async Task<Result<EventPage>> ReadAsync(
        OrgId? org, EventId? cursor, IReadOnlyList<string> types, int limit, CancellationToken cancellationToken)
    {
        await placing.RunAsync(cancellationToken).ConfigureAwait(false);
        long after = 0;
        if (cursor is { } known)
        {
            if (await store.FindPlaceAsync(known, org, cancellationToken).ConfigureAwait(false) is not { } place)
            {
                return CursorGone;
            }

            after = place;
        }

        // The end is looked up before the events: what gets its place meanwhile is for the next time.
        if (await store.FindLastAsync(org, cancellationToken).ConfigureAwait(false) is not { } last || last.Place <= after)
        {
            return new EventPage([], cursor);
        }

        var found = await store.ListAsync(org, after, last.Place, types, limit, cancellationToken).ConfigureAwait(false);
        return new EventPage([.. found.Select(item => item.ToContract())], found.Count == limit ? found[^1].Id : last.Id);
    }

    /// <summary>The last event there is; null when there is none.</summary>
    public async Task<Result<EventId?>> FindEndAsync(OrgId? org, CancellationToken cancellationToken)
    {
        await placing.RunAsync(cancellationToken).ConfigureAwait(false);
        return (await store.FindLastAsync(org, cancellationToken).ConfigureAwait(false))?.Id;
    }
}
