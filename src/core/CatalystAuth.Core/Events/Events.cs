using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Events;

/// <summary>The event stream behind its contract.</summary>
internal sealed class Events(
    CallContext call, TrailAccess access, IEventStore store, EventSignal signal, IUnitOfWork unitOfWork, TimeProvider time) : IEvents
{
    // What another node wrote is found by looking when the bus does not say it.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly Error CursorGone = new(
        EventErrorCodes.CursorGone, "There is no such event here. Begin without a cursor, and take the events for new that you know already.", ErrorKind.Gone);

    public async Task<Result<EventPage>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        var entered = await access.AuthorizeAsync(query.Org, BuiltInPermissions.EventsRead, PlatformPermissions.EventsRead, cancellationToken)
            .ConfigureAwait(false);
        if (!entered.TryGet(out var trail, out var error) || (error = Check(query)) is not null
            || !EventFilter.Read(query.Types).TryGet(out var types, out error))
        {
            return error;
        }

        var until = time.GetUtcNow().AddSeconds(query.Wait);
        for (var cursor = query.After; ;)
        {
            var woken = signal.Next;
            var read = await ReadOnceAsync(trail.Org, cursor, types, query.Limit, cancellationToken).ConfigureAwait(false);
            var left = until - time.GetUtcNow();
            if (!read.TryGet(out var page, out error) || page.Items.Count > 0 || left <= TimeSpan.Zero)
            {
                return read;
            }

            cursor = page.Cursor;
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(woken, Task.Delay(left < Look ? left : Look, time, rest.Token)).ConfigureAwait(false);
            await rest.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public Task<Result<IReadOnlyList<EventDefinition>>> TypesAsync(CancellationToken cancellationToken = default)
    {
        Result<IReadOnlyList<EventDefinition>> types =
            call.Actor is Actor.Anonymous ? Refusals.Unauthenticated : EventCatalogue.All.ToList();
        return Task.FromResult(types);
    }

    private static Error? Check(EventQuery query) => query switch
    {
        { Limit: < 1 or > EventQuery.MaxLimit } => Error.Field(RequestErrorCodes.Invalid, "limit", $"limit is a number from 1 to {EventQuery.MaxLimit}."),
        { Wait: < 0 or > EventQuery.MaxWait } => Error.Field(RequestErrorCodes.Invalid, "wait", $"wait is a number of seconds from 0 to {EventQuery.MaxWait}."),
        _ => null,
    };

    private async Task<Result<EventPage>> ReadOnceAsync(
        OrgId? org, EventId? cursor, IReadOnlyList<string> types, int limit, CancellationToken cancellationToken)
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
}
