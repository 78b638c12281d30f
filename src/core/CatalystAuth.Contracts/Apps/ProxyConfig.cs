namespace CatalystAuth.Contracts.Apps;

/// <summary>Configuration for a proxy in front of an app: complete, to be put where the notes say.</summary>
/// <param name="Proxy">One of <see cref="ProxyNames"/>.</param>
/// <param name="Form">One of <see cref="ProxyConfigForms"/>.</param>
/// <param name="Version">The version of the proxy that it is written for.</param>
/// <param name="Files">What to write.</param>
/// <param name="Notes">What is left to do by hand, or to mind.</param>
public sealed record ProxyConfig(
    string Proxy, string Form, string Version, IReadOnlyList<ProxyConfigFile> Files, IReadOnlyList<string> Notes);

/// <summary>A file of a configuration.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Content">Its text.</param>
public sealed record ProxyConfigFile(string Name, string Content);

/// <summary>What to write a configuration for.</summary>
/// <param name="Proxy">One of <see cref="ProxyNames"/>.</param>
/// <param name="Form">One of <see cref="ProxyConfigForms"/> that the proxy has; null for its file.</param>
/// <param name="Version">The proxy's version, e.g. <c>3.4</c> or <c>2.6.12</c>; null for a usual one.</param>
/// <param name="ForwardAuthUrl">
/// Where the proxy reaches forward-auth: http or https, a host and a port, e.g. <c>http://catalyst:5081</c>; null for where it listens.
/// </param>
/// <param name="UpstreamUrl">Where the proxy reaches the upstream, alike; null for <c>http://upstream:8080</c>, to be replaced. For <c>crd</c> of Traefik and nginx it names a service, e.g. <c>http://reports.team-a.svc:8080</c>; Istio's does not need it.</param>
/// <param name="CaFile">
/// Where the proxy has the certificates that it trusts https servers by, in PEM: an absolute path of letters, digits and <c>- _ . /</c>, at most 200
/// characters, for the form <c>file</c>; null for the system's.
/// </param>
public sealed record ProxyConfigRequest(
    string Proxy, string? Form = null, string? Version = null, string? ForwardAuthUrl = null, string? UpstreamUrl = null, string? CaFile = null);

/// <summary>The proxies that configuration is written for.</summary>
public static class ProxyNames
{
    /// <summary>Traefik 2.11 and later: file, labels, crd.</summary>
    public const string Traefik = "traefik";

    /// <summary>Caddy 2.6 and later: file.</summary>
    public const string Caddy = "caddy";

    /// <summary>nginx 1.18 and later: file; crd for its Kubernetes ingress controller.</summary>
    public const string Nginx = "nginx";

    /// <summary>HAProxy 2.6 and later: file.</summary>
    public const string HAProxy = "haproxy";

    /// <summary>Envoy 1.27 and later: file; crd for Istio.</summary>
    public const string Envoy = "envoy";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Traefik, Caddy, Nginx, HAProxy, Envoy];
}

/// <summary>The forms of a configuration.</summary>
public static class ProxyConfigForms
{
    /// <summary>The proxy's own file.</summary>
    public const string File = "file";

    /// <summary>Labels of a Docker service.</summary>
    public const string Labels = "labels";

    /// <summary>Kubernetes resources.</summary>
    public const string Crd = "crd";
}
