using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Core.Users;

/// <summary>
/// The e-mail addresses that an account may have: the plain form <c>local@domain</c> of RFC 5321 without quoting or comments, which
/// every other system reads the same way.
/// </summary>
public static class EmailAddress
{
    /// <summary>The rule, for people.</summary>
    public const string Rule = "An e-mail address of the form name@example.com is needed.";

    /// <summary>The most characters.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalLength = 64;
    private const string Refused = "\"'(),:;<>[]\\` ";

    /// <summary>Whether a text is such an address.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 2 and <= MaxLength })
        {
            return false;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > MaxLocalLength || at != text.LastIndexOf('@') || at == text.Length - 1)
        {
            return false;
        }

        var isPlain = text.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && !Refused.Contains(c, StringComparison.Ordinal))
            && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
        return isPlain && HasDots(text[..at]) && HasDots(text[(at + 1)..]);
    }

    /// <summary>The form in which two spellings of a valid address are one; identity's own, so that both agree on who has it.</summary>
    public static string KeyOf(string address) => address.Normalize().ToUpperInvariant();

    /// <summary>An address as a stranger may see it: enough for its owner to know it.</summary>
    public static string Mask(string address)
    {
        if (address.LastIndexOf('@') is var at && at < 0)
        {
            return address;
        }

        var first = at > 1 ? address.EnumerateRunes().First().ToString() : string.Empty;
        return $"{first}***{address[at..]}";
    }

    // A dot stands between something.
    private static bool HasDots(string part) => part.Split('.').All(piece => piece.Length > 0);
}
