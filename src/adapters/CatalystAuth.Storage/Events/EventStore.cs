using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Events;

internal sealed class EventStore(CatalystDbContext context) : IEventStore
{
    public Task<bool> HasUnplacedAsync(CancellationToken cancellationToken) =>
        context.OutboxEvents.AnyAsync(found => found.Place == null, cancellationToken);

    public async Task PlaceAsync(CancellationToken cancellationToken)
    {
        // Locks the one row until the commit. What commits after the next statement began is placed by who comes next.
        await context.Database.ExecuteSqlAsync($"UPDATE event_places SET last = last", cancellationToken).ConfigureAwait(false);
        await context.Database.ExecuteSqlAsync(
            $"""
            UPDATE outbox_events SET place = placed.place
            FROM (
                SELECT id, (SELECT last FROM event_places) + row_number() OVER (ORDER BY id) AS place
                FROM outbox_events WHERE place IS NULL
            ) AS placed
            WHERE outbox_events.id = placed.id
            """, cancellationToken).ConfigureAwait(false);

        // Never back: the last ones may have been removed, and no place is given twice.
        await context.Database.ExecuteSqlAsync(
            $"UPDATE event_places SET last = (SELECT max(place) FROM outbox_events) WHERE last < (SELECT max(place) FROM outbox_events)",
            cancellationToken).ConfigureAwait(false);
    }

    public Task<long?> FindPlaceAsync(EventId id, OrgId? org, CancellationToken cancellationToken) => Of(org)
        .Where(found => found.Id == id)
        .Select(found => found.Place)
        .FirstOrDefaultAsync(cancellationToken);

    public async Task<(EventId Id, long Place)?> FindLastAsync(OrgId? org, CancellationToken cancellationToken)
    {
        var last = await Of(org)
            .Where(found => found.Place != null)
            .OrderByDescending(found => found.Place)
            .Select(found => new { found.Id, found.Place })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return last is null ? null : (last.Id, last.Place!.Value);
    }

    public async Task<IReadOnlyList<OutboxEvent>> ListAsync(
        OrgId? org, long after, long upTo, IReadOnlyList<string> types, int limit, CancellationToken cancellationToken) => await Of(org)
        .Where(found => found.Place > after && found.Place <= upTo && (types.Count == 0 || types.Contains(found.Type)))
        .OrderBy(found => found.Place)
        .Take(limit)
        .ToListAsync(cancellationToken).ConfigureAwait(false);

    private IQueryable<OutboxEvent> Of(OrgId? org)
    {
        var all = context.OutboxEvents.AsNoTracking();
        return org is { } one ? all.Where(found => found.OrgId == one) : all;
    }
}
