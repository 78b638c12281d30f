using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The two kinds of routes, <c>/fa/{flavour}/{app}</c> and <c>/fa/{flavour}/domain/{domain}</c>, compared as they were sent. A proxy may append the client's
/// query; it says nothing, but that nginx has a larger buffer than usual.
/// Envoy appends the client's whole path and query, and there they are what is asked about. Beside them one of our own paths under a name of
/// <see cref="DirectHosts"/>.
/// </summary>
/// <param name="Flavour">Who asks.</param>
/// <param name="App">About which app; nothing for a domain.</param>
/// <param name="Domain">About which domain; null for an app.</param>
/// <param name="Uri">The client's path and query as Envoy appended them, or as they came where nobody asks; null of the others.</param>
/// <param name="HasLargeBuffer">Whether nginx has a buffer of 8 KiB for the answer's headers, and not of 4.</param>
internal readonly record struct VerifyRoute(ProxyFlavour Flavour, AppId App, string? Domain, string? Uri, bool HasLargeBuffer)
{
    private const string Prefix = "/fa/";
    private const string DomainPrefix = "domain/";
    private const string LargeBuffer = "?buffer=8k";
    private const int MaxDomainLength = 253;

    /// <summary>Reads one from the target and the name that forward-auth is called by, which decides when it is a direct one.</summary>
    public static bool TryParse(string target, string host, out VerifyRoute route) =>
        DirectHosts.RouteOf(host) is { } named ? TryParseDirect(target, named, out route) : TryParse(target, out route);

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
        var isDomain = rest.StartsWith(DomainPrefix, StringComparison.Ordinal);
        var start = isDomain ? DomainPrefix.Length : 0;
        var end = rest[start..].IndexOf(flavour == ProxyFlavour.Envoy ? '/' : '?');
        if (flavour == ProxyFlavour.Envoy && end < 0)
        {
            return false;
        }

        end = end < 0 ? -1 : start + end;
        if (!TryReadName(end < 0 ? rest : rest[..end], out var app, out var domain))
        {
            return false;
        }

        route = new(
            flavour, app, domain, flavour == ProxyFlavour.Envoy ? rest[end..].ToString() : null,
            end >= 0 && flavour.KnowsTwoRefusals() && rest[end..].SequenceEqual(LargeBuffer));
        return true;
    }

    private static bool TryParseDirect(string target, string named, out VerifyRoute route)
    {
        // Nothing but our own paths, spelt in the one way that they are given out in.
        var isOwn = target.StartsWith(AppLoginPaths.Prefix, StringComparison.Ordinal) && CanonicalPath.TryRead(target, out var path) && !path.IsAmbiguous;
        route = isOwn && TryReadName(named, out var app, out var domain)
            ? new(ProxyFlavour.IngressNginxDirect, app, domain, target, HasLargeBuffer: false)
            : default;
        return route.Uri is not null;
    }

    private static bool TryReadName(ReadOnlySpan<char> name, out AppId app, out string? domain)
    {
        (app, domain) = (default, null);
        if (!name.StartsWith(DomainPrefix, StringComparison.Ordinal))
        {
            return TypeId.TryParse(name, out app);
        }

        name = name[DomainPrefix.Length..];
        domain = name.IsEmpty || name.Length > MaxDomainLength || name.Contains('/') ? null : name.ToString();
        return domain is not null;
    }
}
