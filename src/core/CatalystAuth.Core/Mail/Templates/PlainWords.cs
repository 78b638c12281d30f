using System.Text;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>
/// Words that somebody else chose, such as names, as they may stand in a mail of ours: on one line, not too long, and nothing that a
/// mail program makes a link of. Else anybody could send their advertisement with our name on it.
/// </summary>
internal static class PlainWords
{
    private const int Most = 80;

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format)
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else
            {
                plain.Append(rune.ToString());
            }
        }

        var line = plain.ToString().TrimEnd();
        return Unlink(line.Length <= Most ? line : $"{Cut(line)}…");
    }

    // Look-alikes: the reader sees the same, and no program sees an address.
    private static string Unlink(string line)
    {
        var unlinked = new StringBuilder(line);
        for (var i = 0; i < line.Length; i++)
        {
            unlinked[i] = line[i] switch
            {
                '.' when i + 1 < line.Length && line[i + 1] != ' ' => '\u2024',
                '/' => '\u2215',
                '@' => '\uff20',
                ':' when i + 1 < line.Length && line[i + 1] == '/' => '\u02d0',
                var other => other,
            };
        }

        return unlinked.ToString();
    }

    private static string Cut(string line) => char.IsHighSurrogate(line[Most - 2]) ? line[..(Most - 2)] : line[..(Most - 1)];
}
