using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.OpenApi;

/// <summary>Says in the OpenAPI document what a route answers.</summary>
internal static class RouteDescriptions
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<T>(status, "application/json");

    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status204NoContent);

    public static RouteHandlerBuilder AnswersAccepted(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status202Accepted);

    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder route, string mediaType, params string[] otherMediaTypes) =>
        route.Produces<string>(StatusCodes.Status200OK, mediaType, otherMediaTypes);

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<ProblemDetails>(status, Problem.ContentType);
        }

        return route;
    }

    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder route, string operationId, string summary) =>
        route.WithName(operationId).WithSummary(summary);

    /// <summary>Which permission in the organisation the route asks for. The use case is what asks; this tells, and a test compares.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, string permission) =>
        route.WithMetadata(new NeededPermission(permission));

    /// <summary>A body that the route takes, for readers and for tests that walk every route.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, [StringSyntax(StringSyntaxAttribute.Json)] string body) =>
        route.WithMetadata(new ExampleBody(body));
}

/// <summary>See <see cref="RouteDescriptions.Needs"/>.</summary>
internal sealed record NeededPermission(string Permission);

/// <summary>See <see cref="RouteDescriptions.Example"/>.</summary>
internal sealed record ExampleBody(string Json);
