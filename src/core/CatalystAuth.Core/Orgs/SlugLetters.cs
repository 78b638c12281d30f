using System.Collections.Frozen;
using System.Text;

namespace CatalystAuth.Core.Orgs;

/// <summary>
/// Names as people write them where there are only the letters of ASCII: Müller is mueller, and Renée renee. By a table, since the server runs without
/// the platform's cultures and so takes no letter apart.
/// </summary>
internal static class SlugLetters
{
    private static readonly FrozenDictionary<char, string> Spelled = new[]
    {
        ("a", "àáâãāăąǎạảấầẩẫậắằẳẵặ"), ("aa", "å"), ("ae", "äæ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįıİǐỉị"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõōŏőơǒọỏốồổỗộớờởỡợ"), ("oe", "öøœ"), ("r", "ŕŗř"),
        ("s", "śŝşšș"), ("ss", "ßẞ"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûũūŭůűųưǔụủứừửữự"), ("ue", "ü"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"),
    }.SelectMany(letter => letter.Item2.Select(accented => KeyValuePair.Create(accented, letter.Item1))).ToFrozenDictionary();

    /// <summary>The name in small letters, those of ASCII where it is known how they are written; all others as they are.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var small = char.ToLowerInvariant(c);
            _ = Spelled.TryGetValue(small, out var letters) ? text.Append(letters) : IsMark(small) ? text.Append(AfterLetter(text, small)) : text.Append(small);
        }

        return text.ToString();
    }

    // Accents of their own, which stand behind their letter.
    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036f';

    private static string AfterLetter(StringBuilder text, char mark) => (text.Length == 0 ? ' ' : text[^1], mark) switch
    {
        ('a' or 'o' or 'u', '\u0308') => "e",
        ('a', '\u030a') => "a",
        _ => string.Empty,
    };
}
