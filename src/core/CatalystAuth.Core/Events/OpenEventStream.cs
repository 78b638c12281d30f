using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Events;

/// <summary>Lets a caller follow events from one on, or from now on.</summary>
internal sealed class OpenEventStream(
    CallContext call, TrailAccess access, ReadEvents events, StreamPlaces places, IServiceScopeFactory scopes)
{
    private static readonly Error TooMany = new(
        EventErrorCodes.TooManyStreams, "Too many streams are open; end some, or try again later.", ErrorKind.TooMany);

    public async Task<Result<EventStream>> RunAsync(EventStreamQuery query, CancellationToken cancellationToken)
    {
        var entered = await access.AuthorizeAsync(query.Org, BuiltInPermissions.EventsRead, PlatformPermissions.EventsRead, cancellationToken)
            .ConfigureAwait(false);
        if (!entered.TryGet(out var trail, out var error) || !EventFilter.Read(query.Types).TryGet(out var types, out error))
        {
            return error;
        }

        // Also says whether there is such an event.
        var begin = query.After is { } after
            ? (await events.ReadAsync(trail.Org, after, types, limit: 1, cancellationToken).ConfigureAwait(false)).Map(_ => (EventId?)after)
            : await events.FindEndAsync(trail.Org, cancellationToken).ConfigureAwait(false);
        if (!begin.TryGet(out var cursor, out error))
        {
            return error;
        }

        // By its id: its slug may become another's while the stream is open.
        return places.TryTake(trail.Org) is { } place
            ? new LiveEvents(scopes, call, new EventQuery(trail.Org, cursor, query.Types), place)
            : TooMany;
    }
}
