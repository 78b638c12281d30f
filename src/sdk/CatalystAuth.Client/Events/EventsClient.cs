using System.Globalization;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Events;

/// <summary>Events over HTTP.</summary>
internal sealed class EventsClient(AuthorizedTransport calls, TimeProvider time) : IEvents
{
    public Task<Result<EventPage>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default) => calls.CallAsync<EventPage>(
        ApiCall.Get(Route.WithQuery(
            "/v1/events", ("org", query.Org?.ToString()), ("after", query.After?.ToString()),
            ("types", query.Types is { Count: > 0 } types ? string.Join(',', types) : null),
            ("limit", query.Limit.ToString(CultureInfo.InvariantCulture)),
            ("wait", query.Wait == 0 ? null : query.Wait.ToString(CultureInfo.InvariantCulture)))),
        cancellationToken);

    public Task<Result<EventStream>> StreamAsync(EventStreamQuery query, CancellationToken cancellationToken = default) =>
        FollowedEvents.OpenAsync(calls, query, time, cancellationToken);

    public Task<Result<IReadOnlyList<EventDefinition>>> TypesAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<EventDefinition>>(ApiCall.Get("/v1/events/types"), cancellationToken);
}
