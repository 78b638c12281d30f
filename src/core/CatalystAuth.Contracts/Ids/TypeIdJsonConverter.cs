using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Ids;

/// <summary>Writes a TypeID as its string and refuses any other.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
public sealed class TypeIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, ITypeId<TId>
{
    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TypeId.TryParse<TId>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"An id of the form {TId.Prefix}_… is needed.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TypeId.Format(value));
}
