using CatalystAuth.Core.Outbound;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Webhooks.Delivery;
using CatalystAuth.Webhooks.Dispatch;
using CatalystAuth.Webhooks.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks;

/// <summary>Registers the calls to tenants' URLs.</summary>
public static class WebhooksServiceCollectionExtensions
{
    /// <summary>Adds the guard of outbound calls (<see cref="IOutboundUrls"/>) and the sender of webhooks (<see cref="IWebhookSender"/>).</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration; <see cref="OutboundOptions"/> is read from <c>Catalyst:Outbound</c>.</param>
    public static IServiceCollection AddCatalystOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboundOptions>().Bind(configuration.GetSection("Catalyst:Outbound")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INameResolver, DnsNameResolver>();
        services.AddSingleton<IOutboundUrls, OutboundUrls>();
        services.AddHttpClient(WebhookSender.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan).AddOutboundGuard();
        return services.AddSingleton<IWebhookSender, WebhookSender>();
    }

    /// <summary>Adds what takes events to webhooks; <see cref="AddCatalystOutbound"/> has to be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration; <see cref="WebhookOptions"/> is read from <c>Catalyst:Webhooks</c>.</param>
    public static IServiceCollection AddCatalystWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection("Catalyst:Webhooks")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidation>();
        services.AddSingleton<DeliveryScopes>().AddSingleton<LaneRunner>().AddSingleton<WebhookMetrics>();
        return services.AddHostedService<WebhookPump>();
    }
}
