using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Apps;

/// <summary>Configuration of proxies as one text, for those that want to paste or write it.</summary>
public static class ForwardAuth
{
    /// <summary>Traefik's dynamic configuration for an app.</summary>
    /// <param name="apps">The apps of a client.</param>
    /// <param name="app">Which.</param>
    /// <param name="form">One of <see cref="ProxyConfigForms"/>.</param>
    /// <param name="forwardAuthUrl">Where Traefik reaches forward-auth; null for where it listens.</param>
    /// <param name="upstreamUrl">Where Traefik reaches the upstream.</param>
    /// <param name="version">Traefik's version, e.g. <c>3.7</c> or <c>2.11.38</c>, as options differ; null for a usual one.</param>
    /// <param name="caFile">Where Traefik has the certificates that it trusts https servers by, for the form <c>file</c>; null for the system's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<Result<string>> TraefikSnippetAsync(
        this IApps apps, AppId app, string form = ProxyConfigForms.File, string? forwardAuthUrl = null, string? upstreamUrl = null,
        string? version = null, string? caFile = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(apps);
        var config = await apps.GetProxyConfigAsync(app, new(ProxyNames.Traefik, form, version, forwardAuthUrl, upstreamUrl, caFile), cancellationToken).ConfigureAwait(false);
        return config.Map(found => found.Files[0].Content);
    }
}
