namespace CatalystAuth.Architecture.Tests;

/// <summary>Each class of advisories about servers like this one has a test named after it, and each advisory stands in what is written above one.</summary>
public sealed class AdvisoryListTests
{
    // By what a test is called, or its trait "Advisory". In the order of the gate, the paths, the redirects, what is kept, sessions and accounts.
    private static readonly (string Name, string Ids)[] Classes =
    [
        ("Header twins", "CVE-2026-39858 CVE-2026-88011"),
        ("Identity header twins", "CVE-2026-54763 CVE-2026-88011 CVE-2025-64484 CVE-2026-33433 GHSA-f59h-q822-g45g"),
        ("Repeated headers", "CVE-2021-32777 CVE-2020-25017 CVE-2026-26308"),
        ("Believed headers", "CVE-2026-35051 CVE-2023-36456 CVE-2024-45806"),
        ("User agents", "CVE-2026-34457"),
        ("Spoofed schemes and ports", "CVE-2026-54764 CVE-2026-33495"),
        ("Hop by hop headers", "CVE-2024-45410 CVE-2021-32813 CVE-2025-48865"),
        ("Trailers", "CVE-2026-88004"),
        ("Missing and empty headers", "GHSA-7r4p-vjf4-gxv4"),
        ("Placeholders", "CVE-2026-77281"),
        ("Injection into generated configuration", "CVE-2025-24514"),
        ("Untrusted callers", "CVE-2026-40575"),
        ("Errors that allow", "CVE-2024-47070 CVE-2026-47205 CVE-2026-47775"),
        ("Absolute and malformed targets", "CVE-2026-88009 CVE-2021-32637"),
        ("Path confusion", "CVE-2025-32431 CVE-2025-66490 GHSA-xf64-8mw2-4gr2 CVE-2026-27585 CVE-2026-27587 GHSA-gx7w-56w6-g48x"),
        ("Path confusion", "CVE-2026-41059 CVE-2021-32779 CVE-2021-39156 CVE-2026-33494 CVE-2021-29492 CVE-2019-9901 CVE-2021-31920"),
        ("Queries taken for paths", "CVE-2025-54576"),
        ("Host case", "CVE-2026-27588 CVE-2026-48794 CVE-2021-39155"),
        ("Open redirects", "GHSA-5m6c-jp6f-2vcv GHSA-j7px-6hwj-hpjg GHSA-qqxw-m5fj-f7gv GHSA-4mf2-f3wh-gvf2 CVE-2021-29456"),
        ("Open redirects", "CVE-2024-52289 CVE-2024-21637 CVE-2021-29652 CVE-2021-29651"),
        ("Cache confusion of scopes", "CVE-2021-32701"),
        ("Cache confusion of apps and issuers", "CVE-2024-47077 CVE-2026-33496"),
        ("Scope escalation", "CVE-2024-52287"),
        ("Stale claims", "CVE-2021-41230 GHSA-x883-2vmg-xwf7"),
        ("Groups asked once", "GHSA-652x-m2gr-hppm"),
        ("Sessions that go on", "CVE-2026-34454 CVE-2025-29928"),
        ("Malformed cookies", "CVE-2026-25748"),
        ("Deactivated accounts", "CVE-2025-53942 CVE-2025-64521"),
        ("Accounts made by a flow", "CVE-2022-46145"),
        ("Bootstrap that opens again", "CVE-2023-46249"),
        ("Expired invitations", "CVE-2025-64708"),
        ("Invitations for whomever", "CVE-2022-23555"),
        ("Recovery of somebody else", "CVE-2023-26481"),
        ("Enumeration", "CVE-2023-39522"),
        ("Enumeration by time", "Include Security"),
        ("Second factors guessed", "Include Security"),
        ("Guesses by spelling", "CVE-2025-24806 CVE-2026-47203 GHSA-hjj4-hfjm-fmrj"),
        ("Keys read by whomever", "CVE-2024-42490"),
        ("Tests run by who may only look", "CVE-2026-25227"),
        ("Metrics secret", "CVE-2024-52307"),
        ("Addresses with two domains", "GHSA-c5c4-8r6x-56w3"),

        // Not here, and said to be so: no code to be exchanged, no SAML.
        ("Advisory Tests", "CVE-2023-48228 CVE-2024-23647 CVE-2026-25922"),
    ];

    [Fact]
    public void Each_class_has_a_test_that_is_named_after_it_and_says_which_advisories()
    {
        var sources = Repository.Sources("tests").Where(file => !file.Contains("Architecture", StringComparison.Ordinal)).Select(File.ReadAllLines).ToList();

        var missing = Classes.SelectMany(one => one.Ids.StartsWith("CVE", StringComparison.Ordinal) || one.Ids.StartsWith("GHSA", StringComparison.Ordinal)
            ? one.Ids.Split(' ').Select(id => (one.Name, Id: id))
            : [(one.Name, Id: one.Ids)]).Where(one => !sources.Any(lines => Says(lines, one.Name, one.Id)));

        missing.ShouldBeEmpty();
    }

    // In the comment above a line that names it.
    private static bool Says(string[] lines, string name, string id)
    {
        string[] names = [$" {name.Replace(' ', '_')}(", $"class {name.Replace(" ", string.Empty, StringComparison.Ordinal)} ", $"\"Advisory\", \"{name}\""];
        for (var at = 0; at < lines.Length; at++)
        {
            if (names.Any(lines[at].Contains) && CommentAbove(lines, at).Contains(id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string CommentAbove(string[] lines, int at)
    {
        var above = lines.Take(at).Reverse().SkipWhile(line => line.TrimStart().StartsWith('[')).TakeWhile(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal));
        return string.Concat(above.Reverse());
    }
}
