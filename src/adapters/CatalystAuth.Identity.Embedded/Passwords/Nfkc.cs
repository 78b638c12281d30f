using System.Buffers.Binary;
using System.Text;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>
/// Unicode's normalisation form KC (UAX #15). Of our own, as the server runs without ICU, where .NET leaves text as it is. The table is made
/// by <c>eng/update-nfkc</c>; what came into Unicode after it stays as it is.
/// </summary>
internal static class Nfkc
{
    private const int HangulBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private static readonly Lazy<Table> Data = new(Table.Read);

    /// <summary>The text, normalised. What is no Unicode text becomes U+FFFD.</summary>
    public static string Of(string text)
    {
        if (IsAscii(text))
        {
            return text;
        }

        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, runes);
        }

        Order(runes);
        Compose(runes);
        var result = new StringBuilder(runes.Count);
        foreach (var rune in runes)
        {
            result.Append(char.ConvertFromUtf32(rune));
        }

        return result.ToString();
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);

    private static void Decompose(int rune, List<int> to)
    {
        if (rune - HangulBase is var syllable and >= 0 and < Leads * Vowels * Tails)
        {
            to.Add(LeadBase + (syllable / (Vowels * Tails)));
            to.Add(VowelBase + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails is var tail and > 0)
            {
                to.Add(TailBase + tail);
            }
        }
        else if (Data.Value.Decompositions.TryGetValue(rune, out var parts))
        {
            to.AddRange(parts);
        }
        else
        {
            to.Add(rune);
        }
    }

    // Marks by their class, those of one class as they came.
    private static void Order(List<int> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var (rune, mark) = (runes[i], ClassOf(runes[i]));
            var at = i;
            while (mark > 0 && at > 0 && ClassOf(runes[at - 1]) > mark)
            {
                runes[at] = runes[at - 1];
                at--;
            }

            runes[at] = rune;
        }
    }

    private static void Compose(List<int> runes)
    {
        var (starter, previous, length) = (-1, 0, 0);
        foreach (var rune in runes.ToArray())
        {
            var mark = ClassOf(rune);
            var isBlocked = starter >= 0 && length - 1 > starter && previous >= mark;
            if (starter >= 0 && !isBlocked && Pair(runes[starter], rune) is { } composed)
            {
                runes[starter] = composed;
                continue;
            }

            if (mark == 0)
            {
                starter = length;
            }

            previous = mark;
            runes[length++] = rune;
        }

        runes.RemoveRange(length, runes.Count - length);
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is var lead and >= 0 and < Leads && second - VowelBase is var vowel and >= 0 and < Vowels)
        {
            return HangulBase + (((lead * Vowels) + vowel) * Tails);
        }

        if (first - HangulBase is var syllable and >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0
            && second - TailBase is var tail and > 0 and < Tails)
        {
            return first + tail;
        }

        return Data.Value.Pairs.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int ClassOf(int rune) => Data.Value.Classes.GetValueOrDefault(rune);

    private sealed record Table(Dictionary<int, int[]> Decompositions, Dictionary<int, int> Classes, Dictionary<(int First, int Second), int> Pairs)
    {
        public static Table Read()
        {
            using var stream = typeof(Nfkc).Assembly.GetManifestResourceStream("Passwords/nfkc.bin")!;
            using var reader = new BinaryReader(stream);
            var table = new Table([], [], []);
            for (var left = Next(reader); left > 0; left--)
            {
                var (rune, parts) = (Next(reader), new int[Next(reader)]);
                for (var i = 0; i < parts.Length; i++)
                {
                    parts[i] = Next(reader);
                }

                table.Decompositions[rune] = parts;
            }

            for (var left = Next(reader); left > 0; left--)
            {
                table.Classes[Next(reader)] = Next(reader);
            }

            for (var left = Next(reader); left > 0; left--)
            {
                table.Pairs[(Next(reader), Next(reader))] = Next(reader);
            }

            return table;
        }

        private static int Next(BinaryReader reader) => BinaryPrimitives.ReadInt32LittleEndian(reader.ReadBytes(sizeof(int)));
    }
}
