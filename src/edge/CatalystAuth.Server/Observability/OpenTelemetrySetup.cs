using OpenTelemetry;
using OpenTelemetry.Resources;

namespace CatalystAuth.Server.Observability;

/// <summary>Sends logs, metrics and traces by OTLP, when the variable that OpenTelemetry itself names says where to; its others are followed too.</summary>
internal static class OpenTelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
        ["CatalystAuth", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql"];

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    public static IServiceCollection AddCatalystTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
        {
            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("catalyst-auth"))
                .WithLogging()
                .WithMetrics(metrics => metrics.AddMeter(Meters))
                .WithTracing(traces => traces.AddSource(Sources))
                .UseOtlpExporter();
        }

        return services;
    }
}
