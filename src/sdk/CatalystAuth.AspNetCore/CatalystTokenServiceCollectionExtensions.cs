using CatalystAuth.AspNetCore.Tokens;
using CatalystAuth.Tokens.Revocations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore;

/// <summary>Registers the verification of access tokens.</summary>
public static class CatalystTokenServiceCollectionExtensions
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string SchemeName = "Catalyst";

    /// <summary>Believes access tokens of a Catalyst-Auth server: by its public keys, and until it revokes them.</summary>
    /// <param name="authentication">Where to add it.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <example>
    /// <code>
    /// builder.Services.AddAuthentication(CatalystTokenServiceCollectionExtensions.SchemeName)
    ///     .AddCatalystTokens(o => o.Issuer = "https://auth.example.com");
    /// app.MapGet("/docs", (ClaimsPrincipal user) => user.FindFirstValue("org")).RequireAuthorization();
    /// </code>
    /// </example>
    public static AuthenticationBuilder AddCatalystTokens(this AuthenticationBuilder authentication, Action<CatalystTokenOptions> configure)
    {
        authentication.Services.AddCatalystTokenVerifier(configure);
        return authentication.AddScheme<AuthenticationSchemeOptions, CatalystBearerHandler>(SchemeName, configureOptions: null);
    }

    /// <summary>Adds <see cref="CatalystTokenVerifier"/> alone, and follows the revocations while the host runs.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    public static IServiceCollection AddCatalystTokenVerifier(this IServiceCollection services, Action<CatalystTokenOptions> configure)
    {
        services.AddOptions<CatalystTokenOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CatalystTokenOptions>, CatalystTokenOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddIssuerHttpClient();
        services.TryAddSingleton<RevocationSet>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<IssuerKeys>(
            provider, provider.GetRequiredService<IOptions<CatalystTokenOptions>>().Value.Server));
        services.TryAddSingleton<OmittedClaims>();
        services.TryAddSingleton(provider => new CatalystTokenVerifier(
            provider.GetRequiredService<IssuerKeys>(), provider.GetRequiredService<RevocationSet>(), provider.GetRequiredService<OmittedClaims>(),
            provider.GetRequiredService<IOptions<CatalystTokenOptions>>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<RevocationFollower>();
    }

    /// <summary>Adds what the issuer's keys and revocations are read with.</summary>
    internal static void AddIssuerHttpClient(this IServiceCollection services) => services
        .AddHttpClient(IssuerKeys.ClientName, client => client.Timeout = TimeSpan.FromSeconds(15))
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
}
