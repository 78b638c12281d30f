using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CatalystAuth.Server.Observability;

/// <summary>
/// Sends logs, metrics and traces by OTLP, when the variable that OpenTelemetry itself names says where to; its others are followed too. Metrics
/// can be fetched as well, see <see cref="MetricsEndpoints"/>.
/// </summary>
internal static class OpenTelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
        ["CatalystAuth", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql"];

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    // Apps times outcomes, reasons, proxies and cache: more than what is usual for one metric.
    private const int MostDecisionSeries = 20_000;

    public static IServiceCollection AddCatalystTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetricsEndpoint();
        var isPushed = !string.IsNullOrEmpty(configuration[Endpoint]);
        var isPulled = configuration[$"{MetricsOptions.Section}:{nameof(MetricsOptions.Token)}"] is not null;
        if (!isPushed && !isPulled)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("catalyst-auth"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddView("catalyst.forward_auth.decisions", new MetricStreamConfiguration { CardinalityLimit = MostDecisionSeries });
                if (isPulled)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (isPushed)
        {
            telemetry.WithLogging().WithTracing(traces => traces.AddSource(Sources)).UseOtlpExporter();
        }

        return services;
    }
}
