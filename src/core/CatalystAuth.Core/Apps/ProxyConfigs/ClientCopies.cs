using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>
/// What clients may send that an upstream could take for an identity header of ours, or for another request than was decided: the headers themselves,
/// and their names with other separators, which are the same to programs behind CGI, FastCGI or WSGI.
/// </summary>
internal static class ClientCopies
{
    /// <summary>The second words of all their names; with <c>X</c> before they are nobody else's business.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. IdentityHeaders.All.Select(name => name.Split('-')[1]).Distinct(StringComparer.Ordinal)];

    /// <summary>By which a client may have an upstream take its request for one of another method than the rules were asked about.</summary>
    public static IReadOnlyList<string> MethodOverrides { get; } = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    /// <summary>By which a client may have an upstream take its request for one of another path.</summary>
    public static IReadOnlyList<string> PathOverrides { get; } = ["X-Original-URL", "X-Original-URI", "X-Rewrite-URL"];

    /// <summary>By which a client may have an upstream take its request for another one.</summary>
    public static IReadOnlyList<string> Overrides { get; } = [.. MethodOverrides, .. PathOverrides];

    /// <summary>
    /// Without which no server changes to HTTP/2 on a client's word (RFC 7540 §3.2.1): in the tunnel that a proxy then keeps open, it would take requests
    /// that nobody was asked about.
    /// </summary>
    public const string TunnelSettings = "HTTP2-Settings";

    /// <summary>What the names of <see cref="Overrides"/> begin with, none a beginning of another, in each spelling.</summary>
    /// <param name="separators">The separators, of which the hyphen is one.</param>
    public static IReadOnlyList<string> OverrideStems(string separators) =>
    [
        .. Overrides.Where(name => !Overrides.Any(other => other != name && name.StartsWith(other, StringComparison.Ordinal)))
            .SelectMany(name => Spellings(name, separators)),
    ];

    /// <summary>Each identity header in each spelling but its own, what overrides method or path in each, and what would open a tunnel.</summary>
    /// <param name="separators">The separators, of which the hyphen is one.</param>
    public static IReadOnlyList<string> Twins(string separators) =>
    [
        .. IdentityHeaders.All.SelectMany(name => Spellings(name, separators).Where(twin => twin != name)).Distinct(StringComparer.Ordinal),
        .. Overrides.SelectMany(name => Spellings(name, separators)),
        TunnelSettings,
    ];

    private static List<string> Spellings(string name, string separators)
    {
        var spellings = new List<string> { string.Empty };
        foreach (var c in name)
        {
            spellings = c == '-'
                ? [.. spellings.SelectMany(begun => separators.Select(separator => begun + separator))]
                : [.. spellings.Select(begun => begun + c)];
        }

        return spellings;
    }
}
