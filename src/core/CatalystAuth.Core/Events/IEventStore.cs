using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Events;

/// <summary>
/// Events in order. A transaction that began early may commit late, so neither time nor id says what a reader has seen: an event gets its
/// place when it is first seen after its commit, behind all that have one.
/// </summary>
public interface IEventStore
{
    /// <summary>Whether some have no place yet.</summary>
    Task<bool> HasUnplacedAsync(CancellationToken cancellationToken);

    /// <summary>Gives all that are committed their place, one caller at a time, in the current transaction.</summary>
    Task PlaceAsync(CancellationToken cancellationToken);

    /// <summary>The place of one; null when there is no such event, or not in the organisation.</summary>
    Task<long?> FindPlaceAsync(EventId id, OrgId? org, CancellationToken cancellationToken);

    /// <summary>The last one, of an organisation or of all; null when there is none.</summary>
    Task<(EventId Id, long Place)?> FindLastAsync(OrgId? org, CancellationToken cancellationToken);

    /// <summary>Those behind a place and up to another, in order; without types, of all.</summary>
    Task<IReadOnlyList<OutboxEvent>> ListAsync(
        OrgId? org, long after, long upTo, IReadOnlyList<string> types, int limit, CancellationToken cancellationToken);
}
