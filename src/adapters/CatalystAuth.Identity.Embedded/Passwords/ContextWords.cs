using System.Text;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>Words that anybody would try first for an account: of its address, its owner's name, the product, the organisations.</summary>
internal static class ContextWords
{
    private const int ShortestWord = 4;

    /// <summary>Whether half of a password or more is such words, however they are written.</summary>
    public static bool MakeUp(string password, IEnumerable<string> words)
    {
        var folded = Fold(password);
        var rest = PartsOf(words).Aggregate(folded, (left, word) => left.Replace(word, "\n", StringComparison.Ordinal));
        return rest.Length < folded.Length && rest.Count(c => c != '\n') * 2 <= folded.Length;
    }

    /// <summary>The words and their parts, folded, the longest first.</summary>
    public static IReadOnlyList<string> PartsOf(IEnumerable<string> words) =>
    [
        .. words.SelectMany(word => Split(word).Append(word)).Select(Fold).Where(word => word.Length >= ShortestWord)
            .Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length),
    ];

    private static string[] Split(string word) =>
        string.Concat(word.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Nfkc.Of(text).Where(char.IsLetterOrDigit))
        {
            folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }
}
