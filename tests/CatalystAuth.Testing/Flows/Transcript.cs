using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace CatalystAuth.Testing.Flows;

/// <summary>A golden transcript; see api/flows/README.md.</summary>
public sealed class Transcript
{
    private const string Any = "{*}";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _objects = new(StringComparer.Ordinal);

    private Transcript(JsonObject json) => Json = json;

    public JsonObject Json { get; }

    public JsonObject Given => Json["given"]!.AsObject();

    public IReadOnlyDictionary<string, string?> Settings => Given["settings"] is JsonObject settings
        ? settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value!.GetValue<string>(), StringComparer.Ordinal)
        : new Dictionary<string, string?>();

    /// <summary>Whether the client is a page of the server, in a browser.</summary>
    public bool IsOfBrowser => Given["browser"]?.GetValue<bool>() == true;

    /// <summary>Whether the client is signed in already.</summary>
    public bool IsWithinSession => Given["session"]?.GetValue<bool>() == true;

    /// <summary>Whether an identity provider that the server does not have built in leads it.</summary>
    public bool IsOfAnotherProvider => Given["anotherProvider"]?.GetValue<bool>() == true;

    /// <summary>Whether it needs a server of its own: with other settings, another provider, or with a clock that is turned.</summary>
    public bool NeedsOwnServer => Settings.Count > 0 || IsOfAnotherProvider || IsTimed || Exchanges.Any(IsMeanwhile);

    /// <summary>Whether time passes in it.</summary>
    public bool IsTimed => Exchanges.Any(exchange => LaterOf(exchange) > TimeSpan.Zero);

    public IEnumerable<JsonObject> Exchanges => Json["exchanges"]!.AsArray().Select(exchange => exchange!.AsObject());

    public string this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "api", "flows");

    public static Transcript Read(string name) => new(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject());

    /// <summary>How much time passes before an exchange.</summary>
    public static TimeSpan LaterOf(JsonObject exchange) =>
        exchange["later"] is { } later ? XmlConvert.ToTimeSpan(later.GetValue<string>()) : TimeSpan.Zero;

    /// <summary>Whether what is sent in an exchange is on its way while the one before it is answered.</summary>
    public static bool IsMeanwhile(JsonObject exchange) => exchange["meanwhile"]?.GetValue<bool>() == true;

    /// <summary>Puts values in the place of names.</summary>
    public string Fill(string text) => _values.Aggregate(text, (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    public JsonNode Fill(JsonNode node) => JsonNode.Parse(_objects.Aggregate(
        Fill(node.ToJsonString()), (filled, value) => filled.Replace($"\"{{{value.Key}}}\"", value.Value.ToJsonString(), StringComparison.Ordinal)))!;

    /// <summary>Gives a name a value that is no text.</summary>
    public void Put(string name, JsonNode value) => _objects[name] = value;

    /// <summary>What an answer lacks, has too much of or has otherwise; null when it is as it should be. Names without a value take one.</summary>
    public string? Differs(JsonNode? expected, JsonNode? actual, string path = "$") => (expected, actual) switch
    {
        (JsonValue text, _) when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>() == Any => actual is null ? $"{path} is missing" : null,
        (JsonValue text, JsonValue value) when text.GetValueKind() == JsonValueKind.String && IsFree(text.GetValue<string>(), out var name) => Take(name, value),
        (JsonObject members, JsonObject has) => members.Select(member => Differs(member.Value, has[member.Key], $"{path}.{member.Key}")).FirstOrDefault(problem => problem is not null)
            ?? (path == "$.step" ? has.Select(member => member.Key).FirstOrDefault(key => !members.ContainsKey(key)) is { } more ? $"{path}.{more} is not in the transcript" : null : null),
        (JsonArray items, JsonArray has) => items.Count != has.Count
            ? $"{path} has {has.Count} items instead of {items.Count}"
            : items.Select((item, i) => Differs(item, has[i], $"{path}[{i}]")).FirstOrDefault(problem => problem is not null),
        _ => JsonNode.DeepEquals(expected is JsonValue filled && filled.GetValueKind() == JsonValueKind.String ? Fill(filled) : expected, actual)
            ? null
            : $"{path} is {actual?.ToJsonString() ?? "missing"} instead of {expected?.ToJsonString()}",
    };

    private bool IsFree(string text, out string name)
    {
        name = text.Trim('{', '}');
        return text is ['{', .., '}'] && !_values.ContainsKey(name);
    }

    private string? Take(string name, JsonValue value)
    {
        _values[name] = value.GetValue<string>();
        return null;
    }
}
