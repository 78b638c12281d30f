using CatalystAuth.Client.Tokens;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Client;

/// <summary>Registers the client.</summary>
public static class CatalystClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="CatalystClient"/> and <see cref="ICatalyst"/>, one instance a scope, over <see cref="IHttpClientFactory"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A client holds the tokens of whoever signed in with it. So it is scoped: a request, a circuit or a job has its own, and one
    /// user's tokens never serve another. Bring a user's stored tokens into the scope with <see cref="CatalystClient.UseTokens"/>.
    /// </para>
    /// <para>
    /// With <see cref="CatalystClientOptions.ApiKey"/> every scope acts for the key, and all scopes share the one token that the key
    /// was exchanged for.
    /// </para>
    /// <para>
    /// The HTTP client follows no redirects, keeps no cookies, waits 30 seconds and reads answers of up to 1 MB. Change that, or add
    /// handlers, with the builder that comes back; a handler of your own should follow no redirects either.
    /// </para>
    /// </remarks>
    /// <param name="services">Where to add it.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts, or else at first use.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddCatalystClient(o =>
    /// {
    ///     o.Url = builder.Configuration["Catalyst:Url"];
    ///     o.ApiKey = builder.Configuration["Catalyst:ApiKey"];
    /// });
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddCatalystClient(this IServiceCollection services, Action<CatalystClientOptions> configure)
    {
        services.AddOptions<CatalystClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<CatalystClientOptions>, CatalystClientOptionsValidator>());

        // Made only for a client with a key: see the registration of the client.
        services.TryAddSingleton(provider => CatalystClient.NewKeyCredential(NewTransport(provider), OptionsOf(provider)));
        services.TryAddScoped(provider => new CatalystClient(
            NewTransport(provider), OptionsOf(provider),
            OptionsOf(provider).ApiKey is null ? null : provider.GetRequiredService<KeyCredential>()));
        services.TryAddScoped<ICatalyst>(provider => provider.GetRequiredService<CatalystClient>());

        return services.AddHttpClient(CatalystHttp.ClientName, CatalystHttp.Configure)
            .ConfigurePrimaryHttpMessageHandler(CatalystHttp.NewHandler);
    }

    private static CatalystClientOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<CatalystClientOptions>>().Value;

    private static HttpTransport NewTransport(IServiceProvider provider)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        return new(() => factory.CreateClient(CatalystHttp.ClientName), new Uri(OptionsOf(provider).Url!));
    }
}
