namespace CatalystAuth.Architecture.Tests;

/// <summary>Habits of the house that a compiler does not check.</summary>
public sealed class SourceTests
{
    private const int MostLinesOfSource = 300;
    private const int MostLinesOfTests = 600;

    [Fact]
    public void No_file_is_too_long()
    {
        var tooLong = Repository.Sources("src").Select(file => (File: file, Most: MostLinesOfSource))
            .Concat(Repository.Sources("tests").Select(file => (File: file, Most: MostLinesOfTests)))
            .Where(entry => !entry.File.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(entry => File.ReadLines(entry.File).Count() > entry.Most)
            .Select(entry => Repository.Relative(entry.File));

        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_waits_by_sleeping()
    {
        string[] sleeps = ["Thread." + "Sleep", "Task." + "Delay(1", "DateTime." + "Now", "DateTime." + "UtcNow"];
        var found = Repository.Sources("src").Concat(Repository.Sources("tests"))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => sleeps.Any(File.ReadAllText(file).Contains))
            .Select(Repository.Relative);

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_code_has_its_line_and_every_line_its_code()
    {
        var codes = Repository.Sources("src/core/CatalystAuth.Contracts").Concat(Repository.Sources("src/sdk"))
            .Where(file => Path.GetFileName(file) is var name
                && (name.EndsWith("ErrorCodes.cs", StringComparison.Ordinal) || name == "DecisionReasons.cs"
                    || File.ReadAllText(file).Contains("ErrorCodes\n", StringComparison.Ordinal)))
            .Where(file => Path.GetFileName(file) != "OAuthErrorCodes.cs")
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("public const string", StringComparison.Ordinal) && line.Contains('.', StringComparison.Ordinal))
            .Select(line => line.Split('"')[1])
            .Where(code => code.Contains('.', StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('`')[1].Contains('.', StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .Order(StringComparer.Ordinal);

        documented.ShouldBe(codes);
    }
}
