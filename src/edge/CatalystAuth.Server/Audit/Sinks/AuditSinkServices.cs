using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Sinks;

namespace CatalystAuth.Server.Audit.Sinks;

/// <summary>Registers the sinks that the settings name.</summary>
internal static class AuditSinkServices
{
    // Shorter than the lease, so that no other node begins meanwhile.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddAuditSinks(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Catalyst:Audit");
        if (!string.IsNullOrEmpty(section[$"{nameof(AuditOptions.Sink)}:{nameof(AuditSinkOptions.Url)}"]))
        {
            services.AddSingleton<IAuditSink, HttpAuditSink>();
            services.AddHttpClient(HttpAuditSink.ClientName, client => client.Timeout = Timeout)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                });
        }

        if (section.GetValue<bool>(nameof(AuditOptions.Log)))
        {
            services.AddSingleton<IAuditSink, LogAuditSink>();
        }

        services.AddSingleton<AuditSinkMetrics>();
        return services.AddHostedService<AuditSinkPump>();
    }
}
