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
}
