using System.Net;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Which URLs of tenants may be called. Section <c>Catalyst:Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Whether this machine's own addresses may be called, on any port. For development only.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Whether URLs may be <c>http</c>. For development only.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The ports that may be called. None means 443 and 8443.</summary>
    public IList<int> AllowedPorts { get; } = [];

    /// <summary>How long one attempt at a webhook may take, with the reading of its answer: 1 to 60 seconds.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(15);

    internal bool Allows(IPAddress address) =>
        OutboundAddresses.IsPublic(address) || (AllowLoopback && OutboundAddresses.IsLoopback(address));

    internal bool AllowsPort(Uri url) => AllowedPorts.Count == 0
        ? url.Port is 443 or 8443 || (AllowHttp && url.Port == 80)
        : AllowedPorts.Contains(url.Port);
}
