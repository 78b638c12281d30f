using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Json;

namespace CatalystAuth.Client.Transport;

/// <summary>
/// The tolerant rules of <see cref="CatalystJson"/>, and one tolerance more: a member that may be null may also be missing, since a
/// server leaves out what is null.
/// </summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new(CatalystJson.Tolerant)
    {
        TypeInfoResolver = CatalystJsonContext.Default.WithAddedModifier(LetNullablesBeMissing),
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Type<T>());

    public static bool TryRead<T>(ReadOnlySpan<byte> json, [NotNullWhen(true)] out T? value)
        where T : class
    {
        try
        {
            value = JsonSerializer.Deserialize(json, Type<T>());
        }
        catch (JsonException)
        {
            value = null;
        }

        return value is not null;
    }

    private static JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static void LetNullablesBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { IsRequired: true, AssociatedParameter.IsNullable: true })
            {
                property.IsRequired = false;
            }
        }
    }
}
