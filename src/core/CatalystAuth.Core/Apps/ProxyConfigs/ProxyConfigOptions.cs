namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>What configurations say when nobody says otherwise.</summary>
public sealed class ProxyConfigOptions
{
    /// <summary>Where forward-auth listens.</summary>
    public string ForwardAuthUrl { get; set; } = "http://localhost:5081";
}
