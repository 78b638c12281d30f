using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The two kinds of routes, <c>/fa/{flavour}/{app}</c> and <c>/fa/{flavour}/domain/{domain}</c>, compared as they were sent. A proxy may append the client's
/// query; it says nothing, but that nginx has a larger buffer than usual.
/// Envoy appends the client's whole path and query, and there they are what is asked about.
/// </summary>
/// <param name="Flavour">Who asks.</param>
/// <param name="App">About which app; nothing for a domain.</param>
/// <param name="Domain">About which domain; null for an app.</param>
/// <param name="Uri">The client's path and query as Envoy appended them; null of the others.</param>
/// <param name="HasLargeBuffer">Whether nginx has a buffer of 8 KiB for the answer's headers, and not of 4.</param>
internal readonly record struct VerifyRoute(ProxyFlavour Flavour, AppId App, string? Domain, string? Uri, bool HasLargeBuffer)
{
    private const string Prefix = "/fa/";
    private const string DomainPrefix = "domain/";
    private const string LargeBuffer = "?buffer=8k";
    private const int MaxDomainLength = 253;

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
        rest = isDomain ? rest[DomainPrefix.Length..] : rest;
        var end = rest.IndexOf(flavour == ProxyFlavour.Envoy ? '/' : '?');
        if (flavour == ProxyFlavour.Envoy && end < 0)
        {
            return false;
        }

        var name = end < 0 ? rest : rest[..end];
        AppId app = default;
        if (isDomain ? name.IsEmpty || name.Length > MaxDomainLength || name.Contains('/') : !TypeId.TryParse(name, out app))
        {
            return false;
        }

        route = new(
            flavour, app, isDomain ? name.ToString() : null, flavour == ProxyFlavour.Envoy ? rest[end..].ToString() : null,
            end >= 0 && flavour.KnowsTwoRefusals() && rest[end..].SequenceEqual(LargeBuffer));
        return true;
    }
}
