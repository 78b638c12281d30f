namespace CatalystAuth.Server.Observability;

/// <summary>Who may read <c>GET /metrics</c>. Section <c>Catalyst:Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Catalyst:Metrics";

    /// <summary>The bearer token that it asks for; without one there is no such route.</summary>
    public string? Token { get; set; }
}
