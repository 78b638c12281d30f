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
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<Result<string>> TraefikSnippetAsync(
        this IApps apps, AppId app, string form = ProxyConfigForms.File, string? forwardAuthUrl = null, string? upstreamUrl = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(apps);
        var config = await apps.GetProxyConfigAsync(app, new(ProxyNames.Traefik, form, null, forwardAuthUrl, upstreamUrl), cancellationToken).ConfigureAwait(false);
        return config.Map(found => found.Files[0].Content);
    }
}
