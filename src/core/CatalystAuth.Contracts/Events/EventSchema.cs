using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Contracts.Events;

/// <summary>Makes the JSON Schema of the data of an event from how it is written.</summary>
internal static class EventSchema
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>The schema of a type's data.</summary>
    public static JsonElement Make(JsonTypeInfo data)
    {
        var schema = data.GetJsonSchemaAsNode(Options).AsObject();
        schema.Insert(0, "$schema", Draft);
        return JsonElement.Parse(schema.ToJsonString());
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var made = Describe(context.TypeInfo, context.TypeInfo.Type) ?? schema;
        if (made is not JsonObject members)
        {
            return made;
        }

        Complete(context.TypeInfo, members);
        if (context.PropertyInfo is { } property)
        {
            Close(property, members);
        }

        return made;
    }

    // The exporter does not ask about items and nullable members that a converter of the house writes.
    private static void Complete(JsonTypeInfo info, JsonObject schema)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable && !schema.ContainsKey("$ref") && Describe(info, info.ElementType!) is { } items)
        {
            schema["items"] = items;
        }

        foreach (var property in info.Properties.Where(property =>
            Nullable.GetUnderlyingType(property.PropertyType) is not null || property.PropertyType == typeof(Requirement)))
        {
            if (Describe(info, property.PropertyType) is { } member)
            {
                Close(property, member);
                schema["properties"]![property.Name] = member;
            }
        }
    }

    private static void Close(JsonPropertyInfo property, JsonObject schema)
    {
        // What is null is left out, except where null is a value.
        if (!property.IsRequired)
        {
            schema.Remove("default");
            if (schema["type"] is JsonArray types)
            {
                schema["type"] = types[0]!.DeepClone();
            }

            if (schema["enum"] is JsonArray words)
            {
                words.RemoveAll(word => word is null);
            }
        }

        if (property.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: false) == true)
        {
            schema["x-personal"] = true;
        }
    }

    // What a converter of the house writes, of which the exporter knows nothing.
    private static JsonObject? Describe(JsonTypeInfo info, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (info.Options.GetTypeInfo(type).Converter is ITypeIdJsonConverter { Prefix: var prefix })
        {
            return new() { ["type"] = "string", ["pattern"] = $"^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$" };
        }

        return type != typeof(Requirement) ? null : new()
        {
            ["description"] = "\"public\", or an object with exactly one member: what a request has to satisfy.",
            ["oneOf"] = new JsonArray(
                new JsonObject { ["const"] = "public" },
                new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1 }),
        };
    }
}
