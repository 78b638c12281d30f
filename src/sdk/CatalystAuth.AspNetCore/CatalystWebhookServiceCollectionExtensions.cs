using CatalystAuth.AspNetCore.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore;

/// <summary>Registers the receiver of webhooks.</summary>
public static class CatalystWebhookServiceCollectionExtensions
{
    /// <summary>Adds what <see cref="CatalystWebhookEndpointRouteBuilderExtensions"/> needs.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <example>
    /// <code>
    /// builder.Services.AddCatalystWebhooks(o => o.Secrets.Add(builder.Configuration["Catalyst:WebhookSecret"]!));
    /// </code>
    /// </example>
    public static IServiceCollection AddCatalystWebhooks(this IServiceCollection services, Action<CatalystWebhookOptions> configure)
    {
        services.AddOptions<CatalystWebhookOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CatalystWebhookOptions>, CatalystWebhookOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IWebhookInbox>(_ => new MemoryWebhookInbox());
        services.TryAddSingleton<WebhookReceiver>();
        return services;
    }
}
