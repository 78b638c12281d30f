using System.Diagnostics.CodeAnalysis;
using CatalystAuth.AspNetCore.Webhooks;
using CatalystAuth.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.AspNetCore;

/// <summary>
/// Receives webhooks. An event is answered with 204 when its handler has ended. A handler that throws is a 500, and Catalyst sends the event
/// again; so a handler may meet an event twice, and what it does twice should be as good as once.
/// </summary>
public static class CatalystWebhookEndpointRouteBuilderExtensions
{
    /// <summary>Receives all events at <c>POST</c> <paramref name="pattern"/>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">What to do with an event.</param>
    /// <example>
    /// <code>
    /// app.MapCatalystWebhook("/hooks/catalyst", async (e, cancellationToken) => …);
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapCatalystWebhook(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Func<Event, CancellationToken, Task> handler) =>
        endpoints.MapCatalystWebhook(pattern, (received, _, cancellationToken) => handler(received, cancellationToken));

    /// <summary>Receives all events, with the services of the request.</summary>
    /// <inheritdoc cref="MapCatalystWebhook(IEndpointRouteBuilder, string, Func{Event, CancellationToken, Task})"/>
    public static IEndpointConventionBuilder MapCatalystWebhook(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Func<Event, IServiceProvider, CancellationToken, Task> handler) =>
        Map(endpoints, pattern, async (received, services, cancellationToken) =>
        {
            await handler(received, services, cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Receives the events of one type, with their data read. Events of other types are accepted and passed over.</summary>
    /// <typeparam name="TData">What the data are read as. An event with data of another form is refused with 400.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="handler">What to do with an event.</param>
    public static IEndpointConventionBuilder MapCatalystWebhook<TData>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        string type,
        Func<WebhookEvent<TData>, IServiceProvider, CancellationToken, Task> handler)
        where TData : class =>
        Map(endpoints, pattern, async (received, services, cancellationToken) =>
        {
            if (received.Type != type)
            {
                return true;
            }

            if (!EventData.TryRead<TData>(received.Data, out var data))
            {
                return false;
            }

            await handler(new(received, data), services, cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Receives the events of one of Catalyst's types, with their data read. Events of other types are accepted and passed over.</summary>
    /// <typeparam name="TEvent">One of <c>CatalystAuth.Contracts.Events.Data</c>.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">What to do with an event.</param>
    /// <example>
    /// <code>
    /// app.MapCatalystWebhook&lt;MemberAdded&gt;("/hooks/members", async (added, services, cancellationToken) => …);
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapCatalystWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Func<WebhookEvent<TEvent>, IServiceProvider, CancellationToken, Task> handler)
        where TEvent : class, IEventData => endpoints.MapCatalystWebhook(pattern, TEvent.Type, handler);

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string pattern, Func<Event, IServiceProvider, CancellationToken, Task<bool>> handler)
    {
        var receiver = endpoints.ServiceProvider.GetService<WebhookReceiver>()
            ?? throw new InvalidOperationException("Call services.AddCatalystWebhooks(…) before MapCatalystWebhook.");

        // The signature is the credential: neither a signed-in user nor a form's token comes with a webhook.
        return endpoints
            .MapPost(pattern, context => receiver.ReceiveAsync(context, pattern, handler))
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription();
    }
}
