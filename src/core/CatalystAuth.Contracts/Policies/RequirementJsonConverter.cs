using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Policies;

/// <summary>Reads and writes the requirement language. Anything it does not know is refused, never skipped.</summary>
public sealed class RequirementJsonConverter : JsonConverter<Requirement>
{
    /// <summary>How deep requirements may nest.</summary>
    public const int MaxDepth = 8;

    /// <summary>How many parts <c>all</c> and <c>any</c> may have.</summary>
    public const int MaxParts = 50;

    /// <inheritdoc />
    public override Requirement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadOne(ref reader, 1);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Requirement value, JsonSerializerOptions options) => WriteOne(writer, value);

    private static Requirement ReadOne(ref Utf8JsonReader reader, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonException($"A requirement may nest {MaxDepth} deep at the most.");
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueTextEquals("public"u8)
                ? new Requirement.Public()
                : throw new JsonException("The only requirement that is a text is \"public\".");
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException("A requirement is \"public\" or an object with exactly one member, e.g. {\"scope\":\"app:read\"}.");
        }

        var name = reader.GetString();
        reader.Read();
        Requirement requirement = name switch
        {
            "all" => new Requirement.All(ReadParts(ref reader, depth)),
            "any" => new Requirement.Any(ReadParts(ref reader, depth)),
            "not" => new Requirement.Not(ReadOne(ref reader, depth + 1)),
            "scope" => new Requirement.Scope(ReadText(ref reader, name)),
            "label" => new Requirement.Label(ReadText(ref reader, name)),
            "role" => new Requirement.Role(ReadText(ref reader, name)),
            "permission" => new Requirement.Permission(ReadText(ref reader, name)),
            "group" => new Requirement.Group(ReadText(ref reader, name)),
            "plan" => new Requirement.Plan(ReadText(ref reader, name)),
            "feature" => new Requirement.Feature(ReadText(ref reader, name)),
            "org" => new Requirement.Org(ReadText(ref reader, name)),
            "ip" => new Requirement.Ip(ReadText(ref reader, name)),
            "mfa" => new Requirement.Mfa(ReadMaxAge(ref reader)),
            _ => throw new JsonException($"There is no requirement \"{name}\"."),
        };

        return reader.Read() && reader.TokenType == JsonTokenType.EndObject
            ? requirement
            : throw new JsonException("A requirement has exactly one member; join several with \"all\" or \"any\".");
    }

    private static List<Requirement> ReadParts(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("\"all\" and \"any\" take a list of requirements.");
        }

        var parts = new List<Requirement>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            parts.Add(ReadOne(ref reader, depth + 1));
        }

        return parts.Count is > 0 and <= MaxParts
            ? parts
            : throw new JsonException($"\"all\" and \"any\" take 1 to {MaxParts} requirements.");
    }

    private static string ReadText(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 128 } text
            ? text
            : throw new JsonException($"\"{name}\" takes a text of 1 to 128 characters.");

    private static int? ReadMaxAge(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("\"mfa\" takes an object: {} or {\"maxAge\":seconds}.");
        }

        int? maxAge = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("maxAge"u8) || maxAge is not null || !reader.Read()
                || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var seconds) || seconds <= 0)
            {
                throw new JsonException("\"mfa\" takes {} or {\"maxAge\":seconds} with whole seconds above 0.");
            }

            maxAge = seconds;
        }

        return maxAge;
    }

    private static void WriteOne(Utf8JsonWriter writer, Requirement requirement)
    {
        if (requirement is Requirement.Public)
        {
            writer.WriteStringValue("public"u8);
            return;
        }

        writer.WriteStartObject();
        switch (requirement)
        {
            case Requirement.All all: WriteParts(writer, "all", all.Parts); break;
            case Requirement.Any any: WriteParts(writer, "any", any.Parts); break;
            case Requirement.Not not: writer.WritePropertyName("not"); WriteOne(writer, not.Part); break;
            case Requirement.Scope scope: writer.WriteString("scope", scope.Name); break;
            case Requirement.Label label: writer.WriteString("label", label.Name); break;
            case Requirement.Role role: writer.WriteString("role", role.Name); break;
            case Requirement.Permission permission: writer.WriteString("permission", permission.Name); break;
            case Requirement.Group group: writer.WriteString("group", group.Name); break;
            case Requirement.Plan plan: writer.WriteString("plan", plan.Name); break;
            case Requirement.Feature feature: writer.WriteString("feature", feature.Name); break;
            case Requirement.Org org: writer.WriteString("org", org.Name); break;
            case Requirement.Ip ip: writer.WriteString("ip", ip.Network); break;
            case Requirement.Mfa mfa:
                writer.WriteStartObject("mfa");
                if (mfa.MaxAge is { } maxAge)
                {
                    writer.WriteNumber("maxAge", maxAge);
                }

                writer.WriteEndObject();
                break;
            default: throw new JsonException($"{requirement.GetType().Name} can't be written.");
        }

        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, string name, IReadOnlyList<Requirement> parts)
    {
        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            WriteOne(writer, part);
        }

        writer.WriteEndArray();
    }
}
