using CatalystAuth.Server.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Observability;

/// <summary><c>GET /metrics</c> for Prometheus, when there is a token for it.</summary>
internal static class MetricsEndpoints
{
    private const string Path = "/metrics";

    private static readonly AuthorizationPolicy WhoHasTheToken =
        new AuthorizationPolicyBuilder(MetricsAuthenticationHandler.SchemeName).RequireAuthenticatedUser().Build();

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidation>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, MetricsAuthenticationHandler>(MetricsAuthenticationHandler.SchemeName, null);
        return services;
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<MetricsOptions>>().Value.Token is not null)
        {
            routes.MapPrometheusScrapingEndpoint(Path)
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).ExcludeFromDescription().RequireAuthorization(WhoHasTheToken);
        }
    }
}
