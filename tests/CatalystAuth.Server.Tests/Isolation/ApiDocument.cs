using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Isolation;

/// <summary>The OpenAPI document of the running server, as far as somebody needs it who calls every operation.</summary>
internal sealed partial class ApiDocument
{
    private readonly JsonObject _root;

    private ApiDocument(JsonObject root)
    {
        _root = root;
        Operations =
        [
            .. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(
                operation => new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()))),
        ];
        Placeholders = Operations.SelectMany(operation => operation.Placeholders).ToHashSet();
    }

    public IReadOnlyList<Operation> Operations { get; }

    public IReadOnlySet<string> Placeholders { get; }

    public static async Task<ApiDocument> ReadAsync(TestServer server) =>
        new((await server.Anonymous().GetAsync("/openapi/v1.json")).Json!.AsObject());

    /// <summary>A schema without references and without "or null", and the name that it was referred to by.</summary>
    public (JsonObject Schema, string? Name) Resolve(JsonNode schema)
    {
        string? name = null;
        var found = schema.AsObject();
        while (true)
        {
            if (found["$ref"]?.GetValue<string>() is { } reference)
            {
                name = reference.Split('/')[^1];
                found = Schema(name)!;
            }
            else if ((found["oneOf"] ?? found["anyOf"]) is JsonArray choices
                && choices.FirstOrDefault(choice => choice!["type"] is not JsonValue type || type.GetValue<string>() != "null") is { } choice)
            {
                found = choice.AsObject();
            }
            else
            {
                return (found, name);
            }
        }
    }

    /// <summary>The prefix of the ids that a placeholder takes; null when it takes none.</summary>
    public string? PrefixOfPlaceholder(string placeholder) =>
        Schema($"{char.ToUpperInvariant(placeholder[0])}{placeholder[1..]}Id") is { } schema ? PrefixOf(schema) : null;

    /// <summary>The prefix of the ids that a schema describes; null when it describes none.</summary>
    public static string? PrefixOf(JsonObject schema) =>
        schema["pattern"]?.GetValue<string>() is { } pattern && IdPattern().Match(pattern) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    private JsonObject? Schema(string name) => _root["components"]!["schemas"]![name]?.AsObject();

    [GeneratedRegex(@"^\^([a-z]+)_\[")]
    private static partial Regex IdPattern();
}

/// <summary>One operation.</summary>
internal sealed partial record Operation(string Method, string Path, JsonObject Description)
{
    public string Name => $"{Method} {Path}";

    public IReadOnlyList<string> Placeholders { get; } = [.. PlaceholderPattern().Matches(Path).Select(match => match.Groups[1].Value)];

    public JsonObject? Body => Description["requestBody"]?["content"]?["application/json"]?.AsObject();

    /// <summary>The permission that it says it asks for.</summary>
    public string? Permission => Description["x-permission"]?.GetValue<string>();

    public bool TakesToken => Description["security"] is JsonArray { Count: > 0 };

    /// <summary>Parameters of the query that have to be there or that name an organisation.</summary>
    public IEnumerable<string> Query => (Description["parameters"]?.AsArray() ?? [])
        .Where(parameter => parameter!["in"]!.GetValue<string>() == "query")
        .Where(parameter => parameter!["required"]?.GetValue<bool>() == true || parameter!["name"]!.GetValue<string>() == "org")
        .Select(parameter => parameter!["name"]!.GetValue<string>());

    /// <summary>Whether it is about a thing that it names, rather than about who calls.</summary>
    public bool NamesAThing => Placeholders.Count > 0 || Query.Contains("org");

    /// <summary>The placeholder of the things that a collection holds: <c>key</c> of <c>…/keys</c>.</summary>
    public string? Collects(IReadOnlySet<string> placeholders)
    {
        var last = Path.Split('/')[^1];
        string[] names = [last, last.TrimEnd('s'), last.EndsWith("ies", StringComparison.Ordinal) ? $"{last[..^3]}y" : last];
        return Method == "POST" ? names.FirstOrDefault(placeholders.Contains) : null;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PlaceholderPattern();
}
