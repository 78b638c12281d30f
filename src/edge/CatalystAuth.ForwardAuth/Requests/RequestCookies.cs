using Microsoft.Extensions.Primitives;

namespace CatalystAuth.ForwardAuth.Requests;

/// <summary>Finds a cookie in what a client sent. Allocates nothing.</summary>
internal static class RequestCookies
{
    // What RFC 6265 lets stand around a pair. Browsers take other white space for part of a name, so a name with it may be planted where this one may not.
    private const string Blanks = " \t";

    /// <summary>How often a cookie was sent. Of two with one name another host of the domain may have planted one.</summary>
    /// <param name="headers">All values of the <c>Cookie</c> header.</param>
    /// <param name="name">The name; letter case counts.</param>
    /// <param name="value">The value of the last one.</param>
    public static CookieCount Find(StringValues headers, string name, out ReadOnlyMemory<char> value)
    {
        value = default;
        var count = CookieCount.None;
        foreach (var header in headers)
        {
            for (var rest = header.AsMemory(); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim(Blanks);
                rest = end < 0 ? default : rest[(end + 1)..];
                if (pair.Length > name.Length && pair.Span[name.Length] == '=' && pair.Span.StartsWith(name, StringComparison.Ordinal))
                {
                    value = pair[(name.Length + 1)..];
                    count = count == CookieCount.None ? CookieCount.One : CookieCount.Several;
                }
            }
        }

        return count;
    }
}

/// <summary>How often a cookie was sent.</summary>
internal enum CookieCount
{
    None,
    One,
    Several,
}
