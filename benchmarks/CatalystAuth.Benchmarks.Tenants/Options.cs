using System.Globalization;
using CatalystAuth.Benchmarks.Tenants.Seeding;

namespace CatalystAuth.Benchmarks.Tenants;

/// <summary>The command line.</summary>
internal sealed record Options(string? Command, IReadOnlyDictionary<string, string> Values)
{
    private static readonly string[] Known = ["connection", "users", "orgs", "memberships", "password", "against", "samples", "only"];

    public string Connection => Values.GetValueOrDefault("connection")
        ?? throw new SeedException("--connection is needed: how to reach the PostgreSQL database.");

    public string? Password => Values.GetValueOrDefault("password");

    public string? Against => Values.GetValueOrDefault("against");

    public string Only => Values.GetValueOrDefault("only", string.Empty);

    public SeedSize Size => new(Number("users", 1_000_000), Number("orgs", 100_000), Number("memberships", 3_000_000));

    public int Samples => (int)Number("samples", 500);

    public static Options Read(string[] args)
    {
        var values = new Dictionary<string, string>();
        for (var i = 1; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !Known.Contains(args[i][2..]) || i + 1 == args.Length)
            {
                throw new SeedException($"\"{args[i]}\" is none of {string.Join(", ", Known.Select(name => "--" + name))} with a value.");
            }

            values[args[i][2..]] = args[i + 1];
        }

        return new(args.FirstOrDefault(), values);
    }

    private long Number(string name, long otherwise) => !Values.TryGetValue(name, out var text) ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000_000 ? number
        : throw new SeedException($"--{name} is a number from 1 to 100,000,000.");
}
