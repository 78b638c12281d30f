using CatalystAuth.AspNetCore.ForwardAuth;
using CatalystAuth.AspNetCore.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore;

/// <summary>For applications behind a proxy that asks forward-auth.</summary>
public static class CatalystForwardAuthExtensions
{
    private const string KeysName = "CatalystAuth.ForwardAuth";

    /// <summary>Adds what <see cref="UseCatalystForwardAuth"/> needs.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <example>
    /// <code>
    /// builder.Services.AddCatalystForwardAuth(o =>
    /// {
    ///     o.Issuer = "https://auth.example.com";
    ///     o.App = "app_01h455vb4pex5vsknk084sn02q";
    /// });
    /// app.UseCatalystForwardAuth();
    /// app.MapGet("/", (ClaimsPrincipal user) => user.FindFirstValue("email"));
    /// </code>
    /// </example>
    public static IServiceCollection AddCatalystForwardAuth(this IServiceCollection services, Action<CatalystForwardAuthOptions> configure)
    {
        services.AddOptions<CatalystForwardAuthOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CatalystForwardAuthOptions>, CatalystForwardAuthOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddIssuerHttpClient();
        services.TryAddKeyedSingleton(KeysName, (provider, _) => ActivatorUtilities.CreateInstance<IssuerKeys>(
            provider, provider.GetRequiredService<IOptions<CatalystForwardAuthOptions>>().Value.Server));
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<ForwardedIdentity>(
            provider, provider.GetRequiredKeyedService<IssuerKeys>(KeysName)));
        return services;
    }

    /// <summary>
    /// Believes the identity headers of a request when the <c>X-Catalyst-Decision</c> beside them proves them, and makes them the user. Takes
    /// them away from every other request, and refuses it unless the options say otherwise. Stands before authorization, and before
    /// whatever else reads such headers.
    /// </summary>
    /// <param name="app">The application.</param>
    public static IApplicationBuilder UseCatalystForwardAuth(this IApplicationBuilder app) => app.UseMiddleware<ForwardedIdentityMiddleware>();
}
