using System.Globalization;
using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Primitives;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>
/// Writes an identity as headers: all of them, none empty, in visible ASCII. Other characters, and those that proxies give a meaning
/// to (<c>{ } %</c>), are percent-encoded as UTF-8.
/// </summary>
internal static class IdentityHeaderValues
{
    /// <summary>The bytes that headers may have: nginx reads the answer into one buffer of 4 KiB; status line, date and the like need the rest.</summary>
    public const int MaxBytes = 3500;

    /// <summary>The values of all but the decision token, in the order of <see cref="IdentityDigest.Names"/>.</summary>
    public static IReadOnlyList<string> ValuesOf(AccessToken? token, string decisionId) =>
    [
        Encode(token?.Subject), Encode(token?.Email), Encode(token?.Org), Encode(token?.OrgSlug), Encode(token?.Role),
        Encode(Join(',', token?.Groups)), Encode(Join(',', token?.Labels)), Encode(token?.Scope), Encode(token?.Plan),
        Encode(token?.SessionId), Encode(decisionId),
    ];

    /// <summary>The headers; null when they do not fit. Nothing is cut off: that would change who may do what.</summary>
    public static KeyValuePair<string, StringValues>[]? Make(IReadOnlyList<string> values, string decisionToken)
    {
        KeyValuePair<string, StringValues>[] headers =
        [
            .. IdentityDigest.Names.Select((name, i) => new KeyValuePair<string, StringValues>(name, values[i])),
            new(IdentityHeaders.Decision, decisionToken),
        ];
        return headers.Sum(header => header.Key.Length + 4 + header.Value.ToString().Length) <= MaxBytes ? headers : null;
    }

    /// <summary>A value as it may stand in a header.</summary>
    public static string Encode(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return IdentityHeaders.Absent;
        }

        if (value.All(IsPlain))
        {
            return value;
        }

        var encoded = new StringBuilder(value.Length * 2);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b < 0x80 && IsPlain((char)b))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not ('{' or '}' or '%');

    private static string? Join(char separator, IReadOnlyList<string>? values) =>
        values is { Count: > 0 } ? string.Join(separator, values) : null;
}
