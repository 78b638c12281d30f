namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>
/// What a configuration is about. Nothing in it needs escaping in any proxy's language: hosts and ids have only letters, digits, and
/// <c>- _ . : [ ]</c> by their grammars, and URLs and the one path are made of those and slashes.
/// </summary>
/// <param name="Route">The last part of the verify route: an app's id, or <c>domain/</c> with the domain.</param>
/// <param name="Hosts">The app's hosts, or the domain.</param>
/// <param name="IsDomain">Whether it is a domain with all hosts in it.</param>
/// <param name="Version">The proxy's version.</param>
/// <param name="ForwardAuth">Where forward-auth is.</param>
/// <param name="Upstream">Where the upstream is.</param>
/// <param name="CaFile">Where the proxy has the certificates that it trusts; null for where they usually are.</param>
internal sealed record ProxyTarget(
    string Route, IReadOnlyList<string> Hosts, bool IsDomain, Version Version, ProxyEndpoint ForwardAuth, ProxyEndpoint Upstream, string? CaFile)
{
    /// <summary>Whether a server behind the proxy is spoken to by TLS.</summary>
    public bool HasTls => ForwardAuth.IsHttps || Upstream.IsHttps;

    /// <summary>The file of trusted certificates, for proxies that have to be told one.</summary>
    public string TrustedCertificates => CaFile ?? "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>A name for parts of the configuration, as DNS and so Kubernetes has it.</summary>
    public string Name { get; } = $"catalyst-{Route.Replace('_', '-').Replace('/', '-').Replace('.', '-')}";

    /// <summary>The hosts without their ports, each once: what proxies route by.</summary>
    public IReadOnlyList<string> HostNames { get; } = [.. Hosts.Select(AppHost.NameOf).Distinct(StringComparer.Ordinal)];

    /// <summary>The hosts with a star for any name before the domain.</summary>
    public IReadOnlyList<string> Wildcards => IsDomain ? [.. HostNames, .. HostNames.Select(host => $"*.{host}")] : HostNames;

    /// <summary>The verify route of a flavour.</summary>
    public string PathOf(string flavour) => $"/fa/{flavour}/{Route}";
}

/// <summary>A server as proxies name it.</summary>
/// <param name="IsHttps">Whether by TLS.</param>
/// <param name="Host">Its canonical name or address.</param>
/// <param name="Port">Its port.</param>
internal sealed record ProxyEndpoint(bool IsHttps, string Host, int Port)
{
    /// <summary>Whether the host is an address, and no name.</summary>
    public bool IsAddress => System.Net.IPAddress.TryParse(Host.Trim('[', ']'), out _);

    /// <summary>Host and port.</summary>
    public string Authority => FormattableString.Invariant($"{Host}:{Port}");

    /// <summary>The whole URL.</summary>
    public string Url => $"{(IsHttps ? "https" : "http")}://{Authority}";

    /// <summary>Reads one; null when there is more than scheme, host and port in it, or they are not plain.</summary>
    public static ProxyEndpoint? Parse(string text)
    {
        const string separator = "://";
        var end = text.IndexOf(separator, StringComparison.Ordinal);
        var scheme = end < 0 ? string.Empty : text[..end];
        if (scheme is not ("http" or "https") || AppHost.Canonicalise(text[(end + separator.Length)..].TrimEnd('/')) is not { } host)
        {
            return null;
        }

        var name = AppHost.NameOf(host);
        var port = name.Length == host.Length ? (scheme == "https" ? 443 : 80) : int.Parse(host[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        return new(scheme == "https", name, port);
    }
}
