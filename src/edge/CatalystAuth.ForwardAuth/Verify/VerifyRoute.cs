using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The one kind of route: <c>/fa/{flavour}/{app}</c>, compared as it was sent. A proxy may append the client's query; it says nothing.
/// </summary>
internal static class VerifyRoute
{
    private const string Caddy = "/fa/caddy/";
    private const string Nginx = "/fa/nginx/";

    public static bool TryParse(string target, out ProxyFlavour flavour, out AppId app)
    {
        var path = target.AsSpan();
        var query = path.IndexOf('?');
        path = query < 0 ? path : path[..query];
        flavour = path.StartsWith(Nginx, StringComparison.Ordinal) ? ProxyFlavour.Nginx : ProxyFlavour.Caddy;
        app = default;
        return (flavour == ProxyFlavour.Nginx || path.StartsWith(Caddy, StringComparison.Ordinal))
            && TypeId.TryParse(path[Caddy.Length..], out app);
    }
}
