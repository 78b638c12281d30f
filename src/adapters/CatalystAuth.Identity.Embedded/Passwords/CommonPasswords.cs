namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>The thirty thousand passwords that are used most, as zxcvbn has them.</summary>
internal static class CommonPasswords
{
    private const string Resource = "zxcvbn-core.Dictionaries.passwords.lst";
    private const int Shortest = 8;

    private static readonly Lazy<HashSet<string>> Known = new(Read);

    /// <summary>How many there are that are long enough to be asked for.</summary>
    public static int Count => Known.Value.Count;

    /// <summary>Whether a normalised password is one, in whatever case.</summary>
    public static bool Contain(string password) => Known.Value.Contains(password);

    private static HashSet<string> Read()
    {
        using var reader = new StreamReader(
            typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException($"zxcvbn-core has no {Resource}; pin the version that has."));
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: >= Shortest } password)
            {
                known.Add(password);
            }
        }

        return known;
    }
}
