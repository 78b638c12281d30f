using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>The rules of the app, one after the other, and what is right by each.</summary>
internal sealed class Policies
{
    private const string Public = """{"path":"/public/**","require":"public"}""";

    private readonly Happening[] _changes = [new(), new()];

    /// <summary>The paths that are asked for.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["/reports/2026/11", "/admin/users", "/public/logo.png", "/reports", "/elsewhere"];

    /// <summary>All may read reports; then only admins; then all again, and admins have nothing else.</summary>
    public static JsonNode[] Rules { get; } =
    [
        RulesOf("""{"scope":"org:read"}""", """{"role":"admin"}"""),
        RulesOf("""{"all":[{"scope":"org:read"},{"role":"admin"}]}""", """{"role":"admin"}"""),
        RulesOf("""{"scope":"org:read"}""", """{"role":"owner"}"""),
    ];

    /// <summary>Gives the app its next rules.</summary>
    public Task ChangeAsync(int version, Func<Task> change, TimeSpan bound) => _changes[version - 1].MakeAsync(change, bound);

    public Task WaitAsync(int version) => _changes[version - 1].WaitAsync();

    /// <summary>The versions that may have been asked.</summary>
    public IEnumerable<int> Between(long asked, long answered) => Enumerable.Range(0, Rules.Length).Where(version =>
        (version == 0 || _changes[version - 1].MayBeKnownAt(answered)) && (version == Rules.Length - 1 || !_changes[version].IsCertainAt(asked)));

    /// <summary>The status for somebody of whom nothing is wrong.</summary>
    public static int StatusOf(int version, string path, bool isAdmin) => path switch
    {
        "/public/logo.png" => 200,
        "/elsewhere" => 403,
        "/admin/users" => isAdmin && version < 2 ? 200 : 403,
        _ => isAdmin || version != 1 ? 200 : 403,
    };

    private static JsonNode RulesOf(string reports, string admin) => JsonNode.Parse(
        $$"""[{{Public}},{"path":"/admin/**","require":{{admin}}},{"path":"/reports/**","require":{{reports}}}]""")!;
}
