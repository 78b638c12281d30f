using System.Text.RegularExpressions;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Server.Portal.Texts;
using CatalystAuth.Testing;

namespace CatalystAuth.Portal.Tests;

/// <summary>The words of both languages.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void Both_languages_have_all_keys()
    {
        CatalystTexts.German.Keys.Order().ShouldBe(CatalystTexts.English.Keys.Order());
        PortalTexts.German.Keys.Order().ShouldBe(PortalTexts.English.Keys.Order());
    }

    [Fact]
    public void Both_fill_in_the_same_values()
    {
        foreach (var key in PortalTexts.English.Keys)
        {
            Places(PortalTexts.German[key]).ShouldBe(Places(PortalTexts.English[key]), key);
        }
    }

    [Fact]
    public void Every_key_that_is_used_has_a_text()
    {
        var folders = new[] { "src/edge/CatalystAuth.Server/Portal", "src/sdk/CatalystAuth.Blazor" }.Select(folder => Path.Combine(Repository.Root, folder));
        var used = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct();

        used.Except(PortalTexts.English.Keys).ShouldBeEmpty();
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    // T["…"], Texts["…"], T.Format("…"
    [GeneratedRegex(@"(?:T|Texts)(?:\[|\.Format\()""([^""{]+)""")]
    private static partial Regex Key();
}
