using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Events;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>
/// Watches every call that any test makes. In the end each operation of the API document that changes something must have been carried out,
/// and must have left an audit record and an event; so a new route can't be forgotten.
/// </summary>
public sealed class JournalCensus : IAsyncDisposable
{
    private const string Told = "told";

    // What these do changes nothing that anybody set, so there is nothing to tell.
    private static readonly string[] Silent =
    [
        "POST /oauth/token", "POST /oauth/introspect", "POST /v1/invitations/preview", "POST /v1/keys/{key}/rate-limits/take", "POST /v1/keys/{key}/budget/reservations",
        "POST /v1/keys/{key}/budget/reservations/{reservation}/release", "POST /v1/policies/evaluate", "POST /v1/auth/password-strength", "POST /v1/auth/step-up/passkey",
        "POST /v1/me/mfa/totp", "POST /v1/me/passkeys/begin",
        "POST /v1/account-links/email-change/preview",
    ];

    private static readonly ConcurrentDictionary<string, bool> CarriedOut = new();

    /// <summary>Has a server's calls counted, when all its services are registered.</summary>
    internal sealed class Watching : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services)
        {
            Watch(services);
            return services;
        }

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) =>
            containerBuilder.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private static void Watch(IServiceCollection services)
    {
        var journal = services.Last(service => service.ServiceType == typeof(IJournalStore)).ImplementationType!;
        services.AddHttpContextAccessor();
        services.AddScoped<IJournalStore>(provider => new WatchedJournal(
            (IJournalStore)ActivatorUtilities.CreateInstance(provider, journal), provider.GetRequiredService<IHttpContextAccessor>()));
        services.AddSingleton<IStartupFilter, Filter>();
    }

    public ValueTask DisposeAsync()
    {
        // One class alone does not call everything, and what it calls may change nothing.
        if (Environment.GetEnvironmentVariable("CATALYST_ALL_TESTS") != "1")
        {
            return ValueTask.CompletedTask;
        }

        var silent = CarriedOut.Where(call => !call.Value && !Silent.Contains(call.Key)).Select(call => call.Key);
        silent.ShouldBeEmpty("These were carried out, and left neither an audit record nor an event: write to the Journal in their use cases.");
        Operations().Except(CarriedOut.Keys).ShouldBeEmpty("No test carries these out with success.");
        return ValueTask.CompletedTask;
    }

    private static bool Changes(string method) => method is "POST" or "PUT" or "PATCH" or "DELETE";

    private static IEnumerable<string> Operations()
    {
        var document = JsonNode.Parse(Repository.Read("api", "openapi.v1.json"))!;
        return from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where Changes(operation.Key.ToUpperInvariant())
               select $"{operation.Key.ToUpperInvariant()} {path.Key}";
    }

    private sealed class WatchedJournal(IJournalStore inner, IHttpContextAccessor http) : IJournalStore
    {
        public void Append(AuditRecord record, OutboxEvent outboxEvent)
        {
            inner.Append(record, outboxEvent);
            if (http.HttpContext is { } call)
            {
                call.Items[Told] = true;
            }
        }

        public void Append(OutboxEvent outboxEvent) => inner.Append(outboxEvent);
    }

    private sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                await rest(context);
                if (Changes(context.Request.Method) && context.Response.StatusCode is >= 200 and < 300
                    && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern })
                {
                    var told = context.Items.ContainsKey(Told);
                    CarriedOut.AddOrUpdate($"{context.Request.Method} {pattern.TrimEnd('/')}", told, (_, known) => known || told);
                }
            });
            next(app);
        };
    }
}
