using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Events;

/// <summary>The event stream behind its contract.</summary>
internal sealed class Events(
    CallContext call, TrailAccess access, ReadEvents events, OpenEventStream streams, EventSignal signal, TimeProvider time) : IEvents
{
    // What another node wrote is found by looking when the bus does not say it.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

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
            var read = await events.ReadAsync(trail.Org, cursor, types, query.Limit, cancellationToken).ConfigureAwait(false);
            var left = until - time.GetUtcNow();
            if (!read.TryGet(out var page, out error) || page.Items.Count > 0 || left <= TimeSpan.Zero)
            {
                return read;
            }

            cursor = page.Cursor;
            await EventSignal.WaitAsync(woken, left < Look ? left : Look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<Result<EventStream>> StreamAsync(EventStreamQuery query, CancellationToken cancellationToken = default) =>
        streams.RunAsync(query, cancellationToken);

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
}
