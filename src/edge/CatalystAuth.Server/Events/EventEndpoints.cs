using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.Mvc;
using EventId = CatalystAuth.Contracts.Events.EventId;

namespace CatalystAuth.Server.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/events", (
                OrgRef? org, EventId? after, string? types, int? limit, int? wait, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Events.ReadAsync(
                    new(org, after, TypesOf(types), limit ?? EventQuery.DefaultLimit, wait ?? 0),
                    ct).ToOk())
            .RequireAuthorization().WithTags("Events").Answers<EventPage>().Refuses(400, 401, 403, 404, 410)
            .Describes("listEvents", "What happened behind a cursor, in order; waits for something to happen when asked to.")
            .Needs(BuiltInPermissions.EventsRead);
        routes.MapGet("/v1/events/stream", (
                OrgRef? org, string? types, EventId? after, [FromHeader(Name = "Last-Event-ID")] EventId? last, ICatalyst catalyst,
                CancellationToken ct) =>
                catalyst.Events.StreamAsync(new(org, last ?? after, TypesOf(types)), ct).ToStream())
            .RequireAuthorization().WithTags("Events").AnswersFile(EventStreamResult.MediaType).Refuses(400, 401, 403, 404, 410, 429)
            .Describes("streamEvents", "What happens, as it happens (Server-Sent Events); the id of each event lets a client go on behind it.")
            .Needs(BuiltInPermissions.EventsRead);
        routes.MapGet("/v1/events/types", (ICatalyst catalyst, CancellationToken ct) => catalyst.Events.TypesAsync(ct).ToOk())
            .RequireAuthorization().WithTags("Events").Answers<IReadOnlyList<EventDefinition>>().Refuses(401)
            .Describes("listEventTypes", "The types of events, with the schema of their data.");
    }

    private static string[]? TypesOf(string? types) => types?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
