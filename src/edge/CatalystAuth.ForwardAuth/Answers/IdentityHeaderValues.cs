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
    // nginx reads the whole answer into one buffer of 4 KiB; status line, date and the like need the rest.
    private const int MaxBytes = 3500;

    /// <summary>The headers; null when they do not fit. Nothing is cut off: that would change who may do what.</summary>
    public static KeyValuePair<string, StringValues>[]? Make(AccessToken? token, string decisionId, string decisionToken)
    {
        KeyValuePair<string, StringValues>[] headers =
        [
            Header(IdentityHeaders.UserSub, token?.Subject),
            Header(IdentityHeaders.UserEmail, token?.Email),
            Header(IdentityHeaders.OrgId, token?.Org),
            Header(IdentityHeaders.OrgSlug, token?.OrgSlug),
            Header(IdentityHeaders.Role, token?.Role),
            Header(IdentityHeaders.Groups, Join(',', token?.Groups)),
            Header(IdentityHeaders.Labels, Join(',', token?.Labels)),
            Header(IdentityHeaders.Scopes, token?.Scope),
            Header(IdentityHeaders.Plan, token?.Plan),
            Header(IdentityHeaders.SessionId, token?.SessionId),
            Header(IdentityHeaders.DecisionId, decisionId),
            Header(IdentityHeaders.Decision, decisionToken),
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

    private static KeyValuePair<string, StringValues> Header(string name, string? value) => new(name, Encode(value));

    private static string? Join(char separator, IReadOnlyList<string>? values) =>
        values is { Count: > 0 } ? string.Join(separator, values) : null;
}
