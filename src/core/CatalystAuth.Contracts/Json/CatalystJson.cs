using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Events.Data;

namespace CatalystAuth.Contracts.Json;

/// <summary>How Catalyst reads and writes JSON.</summary>
public static class CatalystJson
{
    /// <summary>For what comes from a caller: unknown, repeated, missing or null members are refused.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For what comes from a server, perhaps a newer one: unknown members are passed over.</summary>
    public static JsonSerializerOptions Tolerant { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>Applies the strict rules to options that somebody else made.</summary>
    public static void Apply(JsonSerializerOptions options, JsonUnmappedMemberHandling unmapped)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = unmapped;
        options.AllowDuplicateProperties = unmapped == JsonUnmappedMemberHandling.Skip;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonDataConverter());
        options.TypeInfoResolverChain.Insert(0, Of(EventDataJsonContext.Default, unmapped));
        options.TypeInfoResolverChain.Insert(0, Of(CatalystJsonContext.Default, unmapped));
    }

    // What a server has no value for it leaves out, unless its absence would say something else.
    private static IJsonTypeInfoResolver Of(IJsonTypeInfoResolver types, JsonUnmappedMemberHandling unmapped) =>
        unmapped == JsonUnmappedMemberHandling.Disallow ? types : types.WithAddedModifier(static type =>
        {
            foreach (var property in type.Properties)
            {
                property.IsRequired &= !property.IsSetNullable || IsAlwaysWritten(property);
            }
        });

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }];

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options, unmapped);
        options.MakeReadOnly();
        return options;
    }
}
