using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CatalystAuth.Webhooks.Delivery;

/// <summary>Makes what an endpoint answered fit to be kept: without what looks like a secret, without control characters, and short.</summary>
internal static class Redaction
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "[redacted]";

    /// <summary>The most bytes of UTF-8 that are kept: 2 KiB.</summary>
    public const int MaxBytes = 2 * 1024;

    private const int ShortestKnown = 8;

    // Linear in the length of the text, which is a stranger's.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex[] Secrets =
    [
        new(@"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)*", Options), // JWTs
        new(@"\b(bearer|basic|digest|token)\s+[A-Za-z0-9._~+/=:-]{6,}", Options | RegexOptions.IgnoreCase), // credentials of Authorization
        new(@"\bv1a?,[A-Za-z0-9+/=]{20,}", Options), // signatures of webhooks
        new(@"\b(whsec|whsk|ck|ci|sk|pk|rk|gh[a-z]|glpat|xox[a-z])[_-][A-Za-z0-9+/=_-]{8,}", Options), // ours, and others' well-known
        new(@"\bAKIA[A-Z0-9]{12,}", Options),
        new(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", Options), // e-mail addresses
    ];

    private static readonly Regex Named = new(
        @"(?<name>(password|passwd|pwd|secret|token|api[_-]?key|authorization|credential|cookie|session|signature)[A-Za-z0-9_-]*[""']?\s*[:=]\s*)"
        + @"(?<value>""[^""]*""?|'[^']*'?|[^\s,;&""'}<]+)",
        Options | RegexOptions.IgnoreCase);

    /// <summary>The excerpt of an answer.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="known">Secrets of this endpoint, which it may echo.</param>
    public static string Excerpt(string text, IEnumerable<string> known)
    {
        // The longest first, so that none leaves a piece of another.
        foreach (var secret in known.Where(secret => secret.Length >= ShortestKnown).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
        }

        foreach (var pattern in Secrets)
        {
            text = pattern.Replace(text, Mark);
        }

        return Escape(Named.Replace(text, "${name}" + Mark));
    }

    private static string Escape(string text)
    {
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = Escape(rune);
            bytes += Encoding.UTF8.GetByteCount(piece);
            if (bytes > MaxBytes)
            {
                break;
            }

            kept.Append(piece);
        }

        return kept.ToString();
    }

    // Also what is invisible or turns the direction of writing, which could make a log say something else.
    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => rune.ToString(),
    };
}
