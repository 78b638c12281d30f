using System.Text.RegularExpressions;
using CatalystAuth.Core.Apps;
using CsCheck;

namespace CatalystAuth.Core.Tests.Apps;

public sealed class PathGlobTests
{
    private static readonly Gen<string> Patterns =
        Gen.OneOfConst("a", "b", "ab", "*").List[0, 3].SelectMany(parts => Gen.OneOfConst("", "/**", "/").Select(end =>
            parts.Count == 0 ? (end.Length == 0 ? "/" : end) : "/" + string.Join('/', parts) + end));

    private static readonly Gen<string> Paths =
        Gen.OneOfConst("a", "b", "ab", "c").List[0, 4].SelectMany(parts => Gen.OneOfConst("", "/").Select(end =>
            parts.Count == 0 ? "/" : "/" + string.Join('/', parts) + end));

    [Theory]
    [InlineData("/**", "/", GlobMatch.Exact)]
    [InlineData("/**", "/a/b/", GlobMatch.Exact)]
    [InlineData("/public/**", "/public", GlobMatch.Exact)]
    [InlineData("/public/**", "/public/", GlobMatch.Exact)]
    [InlineData("/public/**", "/public/a/b", GlobMatch.Exact)]
    [InlineData("/public/**", "/publicx", GlobMatch.None)]
    [InlineData("/public/**", "/Public/x", GlobMatch.Loose)]
    [InlineData("/a/*/c", "/a/b/c", GlobMatch.Exact)]
    [InlineData("/a/*/c", "/a//c", GlobMatch.None)]
    [InlineData("/a/*", "/a/", GlobMatch.None)]
    [InlineData("/a", "/a/", GlobMatch.Loose)]
    [InlineData("/a/", "/a", GlobMatch.Loose)]
    [InlineData("/a", "/A", GlobMatch.Loose)]
    [InlineData("/a", "/a/b", GlobMatch.None)]
    [InlineData("/", "/", GlobMatch.Exact)]
    [InlineData("/", "/a", GlobMatch.None)]
    internal void A_path_fits_or_does_not(string pattern, string path, GlobMatch expected) => new PathGlob(pattern).Match(path).ShouldBe(expected);

    [Fact]
    public void It_agrees_with_a_regular_expression() => Gen.Select(Patterns, Paths).Sample((pattern, path) =>
    {
        var expression = "^" + Regex.Escape(pattern).Replace("/\\*\\*", "(/.*)?", StringComparison.Ordinal).Replace("\\*", "[^/]+", StringComparison.Ordinal) + "$";
        (new PathGlob(pattern).Match(path) == GlobMatch.Exact).ShouldBe(Regex.IsMatch(path, expression), $"{pattern} {path}");
    });
}
