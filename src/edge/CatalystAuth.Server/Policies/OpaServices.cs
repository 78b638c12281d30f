using CatalystAuth.Core.Policies;
using CatalystAuth.Server.Configuration;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Policies;

/// <summary>Registers Open Policy Agent where the operator says where it is.</summary>
internal static class OpaServices
{
    public static IServiceCollection AddOpa(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpaOptions>().BindConfiguration(OpaOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpaOptions>, OpaOptionsValidation>();
        if (string.IsNullOrEmpty(configuration[$"{OpaOptions.Section}:{nameof(OpaOptions.Url)}"]))
        {
            return services;
        }

        // Its own timeout bounds the whole exchange.
        services.AddHttpClient(OpaClient.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                MaxResponseHeadersLength = 16,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
        services.AddSingleton<OpaClient>().AddSingleton<OpaAnswers>();
        return services.AddSingleton<IPolicyEngine, OpaPolicyEngine>();
    }
}
