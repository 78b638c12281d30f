using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Events;

/// <summary>
/// What happened, to be read in order and from any point again. Who remembers the cursor of what they have dealt with loses nothing and
/// needs no webhook.
/// </summary>
public interface IEvents
{
    /// <summary>
    /// The events behind a cursor. <c>GET /v1/events?org=&amp;after=&amp;types=&amp;limit=&amp;wait=</c>. With a wait it answers as soon
    /// as there is one, or with none when the wait is over.
    /// </summary>
    Task<Result<EventPage>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Events as they happen, until the caller may no longer read them. <c>GET /v1/events/stream?org=&amp;types=&amp;after=</c>. Over HTTP it
    /// connects again by itself.
    /// </summary>
    Task<Result<EventStream>> StreamAsync(EventStreamQuery query, CancellationToken cancellationToken = default);

    /// <summary>What types of events there are, and what their data looks like; for everybody who is signed in. <c>GET /v1/events/types</c>.</summary>
    Task<Result<IReadOnlyList<EventDefinition>>> TypesAsync(CancellationToken cancellationToken = default);
}
