namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>Names of syllables. As among people, some are frequent and many are rare.</summary>
internal static class Names
{
    private const int Givens = 900;

    private static readonly string[] Syllables =
    [
        .. from onset in new[] { "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v" }
           from vowel in new[] { "a", "e", "i", "o" }
           select onset + vowel,
    ];

    private static readonly string[] Endings = ["", "n", "r", "s", "l", "ck"];

    // Of two and three syllables; a prime step scatters neighbours over the alphabet.
    private static readonly int Pairs = Syllables.Length * Syllables.Length;
    private static readonly int Triples = Pairs * Syllables.Length;

    public static string Given(double chance) => Capital(Of((int)(Givens * Math.Pow(chance, 2.5)) * 1009L % Pairs, 2));

    public static string Family(double chance)
    {
        var index = (int)(Triples * chance * chance);
        return Capital(Of(index * 100_003L % Triples, 3) + Endings[index % Endings.Length]);
    }

    private static string Of(long index, int syllables)
    {
        var name = string.Empty;
        for (var i = 0; i < syllables; i++)
        {
            name += Syllables[index % Syllables.Length];
            index /= Syllables.Length;
        }

        return name;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
