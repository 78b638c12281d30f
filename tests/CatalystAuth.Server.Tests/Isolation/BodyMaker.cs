using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CatalystAuth.Server.Tests.Isolation;

/// <summary>
/// Makes the body of an operation that would be good: its example, or else the least that its schema asks for. Ids are those of the
/// things that are at hand.
/// </summary>
/// <param name="document">Where the schemas are.</param>
/// <param name="idOf">An id by its prefix.</param>
internal sealed partial class BodyMaker(ApiDocument document, Func<string, string> idOf)
{
    private const int Deepest = 8;

    private int _made;

    /// <summary>The prefixes of the ids that the body needs.</summary>
    public IReadOnlySet<string> IdsNeeded(Operation operation)
    {
        var needed = new HashSet<string>();
        new BodyMaker(document, prefix =>
        {
            needed.Add(prefix);
            return $"{prefix}_01h455vb4pex5vsknk084sn02q";
        }).Make(operation);
        return needed;
    }

    public JsonNode? Make(Operation operation)
    {
        if (operation.Body is not { } body)
        {
            return null;
        }

        var example = body["example"] ?? (body["examples"] as JsonObject)?.FirstOrDefault().Value?["value"];
        return example is not null ? WithOwnIds(example) : body["schema"] is { } schema ? OfSchema(schema, null, 0) : new JsonObject();
    }

    /// <summary>Where in an operation's body ids may stand, as good bodies that each carry one other id.</summary>
    public IEnumerable<(string Member, string Prefix, JsonNode Body)> WithForeignIds(Operation operation, Func<string, string?> foreignId)
    {
        if (operation.Body?["schema"] is not { } root || document.Resolve(root).Schema["properties"] is not JsonObject properties)
        {
            yield break;
        }

        foreach (var (name, property) in properties)
        {
            var (schema, type) = document.Resolve(property!);
            var isList = schema["items"] is not null;
            if (isList)
            {
                (schema, type) = document.Resolve(schema["items"]!);
            }

            var prefix = type == "OrgRef" ? "org" : ApiDocument.PrefixOf(schema);
            if (prefix is not null && foreignId(prefix) is { } foreign && Make(operation) is JsonObject good)
            {
                good[name] = isList ? new JsonArray(foreign) : foreign;
                yield return (name, prefix, good);
            }
        }
    }

    private JsonNode? OfSchema(JsonNode reference, string? member, int depth)
    {
        var (schema, name) = document.Resolve(reference);
        if (name == "OrgRef")
        {
            return idOf("org");
        }

        if (ApiDocument.PrefixOf(schema) is { } prefix)
        {
            return idOf(prefix);
        }

        var given = reference["example"] ?? schema["example"] ?? (schema["examples"] as JsonArray)?.FirstOrDefault()
            ?? reference["default"] ?? schema["default"] ?? (schema["enum"] as JsonArray)?.FirstOrDefault(value => value is not null);
        if (given is not null)
        {
            return WithOwnIds(given);
        }

        return TypeOf(schema) switch
        {
            "object" => OfObject(schema, depth),
            "array" => depth < Deepest && schema["items"] is { } items ? new JsonArray(OfSchema(items, member, depth + 1)) : new JsonArray(),
            "integer" or "number" => JsonValue.Create((schema["minimum"] as JsonValue)?.GetValue<double>() ?? 1),
            "boolean" => JsonValue.Create(true),
            _ => OfText(schema, member),
        };
    }

    private JsonObject OfObject(JsonObject schema, int depth)
    {
        var made = new JsonObject();
        foreach (var name in (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(_ => depth < Deepest))
        {
            made[name] = OfSchema(schema["properties"]![name]!, name, depth + 1);
        }

        return made;
    }

    private JsonNode OfText(JsonObject schema, string? member) => (schema["format"]?.GetValue<string>(), member) switch
    {
        ("email", _) or (_, "email") => $"walk-{Guid.CreateVersion7():N}@example.com",
        ("uri", _) or (_, "url") => "https://example.com/walk",
        ("date-time", _) => TimeProvider.System.GetUtcNow().AddDays(1).ToString("O"),
        _ => $"walk{++_made}",
    };

    private JsonNode WithOwnIds(JsonNode example) => example switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(member.Key, member.Value is null ? null : WithOwnIds(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : WithOwnIds(item))]),
        JsonValue value when value.TryGetValue<string>(out var text) && Id().Match(text) is { Success: true } id => idOf(id.Groups[1].Value),
        _ => example.DeepClone(),
    };

    private static string? TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type != "null"),
        JsonValue type => type.GetValue<string>(),
        _ => schema["properties"] is null ? null : "object",
    };

    [GeneratedRegex("^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$")]
    private static partial Regex Id();
}
