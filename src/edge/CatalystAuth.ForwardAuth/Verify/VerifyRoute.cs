using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The one kind of route: <c>/fa/{flavour}/{app}</c>, compared as it was sent. A proxy may append the client's query; it says nothing.
/// Envoy appends the client's whole path and query, and there they are what is asked about.
/// </summary>
/// <param name="Flavour">Who asks.</param>
/// <param name="App">About which app.</param>
/// <param name="Uri">The client's path and query as Envoy appended them; null of the others.</param>
internal readonly record struct VerifyRoute(ProxyFlavour Flavour, AppId App, string? Uri)
{
    private const string Prefix = "/fa/";

    public static bool TryParse(string target, out VerifyRoute route)
    {
        route = default;
        if (!target.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = target.AsSpan(Prefix.Length);
        var slash = rest.IndexOf('/');
        if (slash < 0 || !ProxyFlavours.TryParse(rest[..slash], out var flavour))
        {
            return false;
        }

        rest = rest[(slash + 1)..];
        var end = rest.IndexOf(flavour == ProxyFlavour.Envoy ? '/' : '?');
        if ((flavour == ProxyFlavour.Envoy && end < 0) || !TypeId.TryParse(end < 0 ? rest : rest[..end], out AppId app))
        {
            return false;
        }

        route = new(flavour, app, flavour == ProxyFlavour.Envoy ? rest[end..].ToString() : null);
        return true;
    }
}
