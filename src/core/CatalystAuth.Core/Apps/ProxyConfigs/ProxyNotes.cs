namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>What has to be minded with every proxy.</summary>
internal static class ProxyNotes
{
    public static IReadOnlyList<string> Common { get; } =
    [
        "Name the proxy's address in Catalyst__ForwardAuth__TrustedProxies__0; until then nobody gets in, unless the proxy is on the same machine.",
        "Let nothing but the proxy reach the upstream, or verify X-Catalyst-Decision there.",
    ];

    /// <summary>What has to be minded where TLS ends before the proxy.</summary>
    /// <param name="what">What says the scheme.</param>
    public static string TlsBefore(string what) => $"Behind a load balancer that ends TLS write https for {what}: it is you who knows. Conditions of addresses see the load balancer's then, unless the proxy takes the client's from it (as nginx by set_real_ip_from and real_ip_header, HAProxy by set-src): set that too, or use none.";

    /// <summary>What has to be minded where the scheme is written down, as nothing in the gateway tells it.</summary>
    public const string TlsAtGateway = "Forward-auth is told https of all that comes to the gateway: let its plain servers only redirect (tls.httpsRedirect), or write http for x-forwarded-proto in includeAdditionalHeadersInCheck where there is no TLS. It is you who knows.";

    /// <summary>What has to be minded of servers that are spoken to by TLS.</summary>
    /// <param name="target">What the configuration is about.</param>
    /// <param name="readsAddresses">Whether the proxy finds an address in a certificate.</param>
    public static IEnumerable<string> Tls(ProxyTarget target, bool readsAddresses)
    {
        if (target.HasTls)
        {
            yield return $"Certificates of https servers have to be good by {target.CaFile ?? "the system's authorities"}; caFile names another file, for the form file.";
        }

        if (!readsAddresses && new[] { target.ForwardAuth, target.Upstream }.Any(endpoint => endpoint is { IsHttps: true, IsAddress: true }))
        {
            yield return "This proxy finds no address in a certificate, and so lets nothing through: give https servers by name.";
        }
    }
}
