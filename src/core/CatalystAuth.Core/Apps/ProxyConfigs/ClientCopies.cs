using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>
/// What clients may send that an upstream could take for an identity header of ours: the headers themselves, and their names with other
/// separators, which are the same to programs behind CGI, FastCGI or WSGI.
/// </summary>
internal static class ClientCopies
{
    /// <summary>The second words of all their names; with <c>X</c> before they are nobody else's business.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. IdentityHeaders.All.Select(name => name.Split('-')[1]).Distinct(StringComparer.Ordinal)];

    /// <summary>Each name in each spelling but its own.</summary>
    /// <param name="separators">The separators, of which the hyphen is one.</param>
    public static IReadOnlyList<string> Twins(string separators) =>
        [.. IdentityHeaders.All.SelectMany(name => Spellings(name, separators).Where(twin => twin != name)).Distinct(StringComparer.Ordinal)];

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
