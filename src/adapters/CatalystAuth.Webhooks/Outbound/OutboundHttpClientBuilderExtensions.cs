using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Puts HTTP clients behind the guard.</summary>
public static class OutboundHttpClientBuilderExtensions
{
    /// <summary>
    /// Lets this client call only what tenants may have called, through a <see cref="GuardedHttpHandler"/>. What is refused fails with a
    /// <see cref="BlockedAddressException"/>. Nothing is logged: the URL of an endpoint may hold a secret.
    /// </summary>
    public static IHttpClientBuilder AddOutboundGuard(this IHttpClientBuilder builder) => builder
        .ConfigurePrimaryHttpMessageHandler(provider => new GuardedHttpHandler(
            provider.GetRequiredService<IOptions<OutboundOptions>>().Value,
            provider.GetRequiredService<INameResolver>(),
            provider.GetRequiredService<TimeProvider>()))
        .RemoveAllLoggers()

        // The connections have a lifetime of their own.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}
