using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Ids;

/// <summary>Writes a TypeID as its string and refuses any other.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
public sealed class TypeIdJsonConverter<TId> : JsonConverter<TId>, ITypeIdJsonConverter
    where TId : struct, ITypeId<TId>
{
    string ITypeIdJsonConverter.Prefix => TId.Prefix;

    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TypeId.TryParse<TId>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"An id of the form {TId.Prefix}_… is needed.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TypeId.Format(value));
}

/// <summary>Tells of a converter which ids it is for, without reflection.</summary>
internal interface ITypeIdJsonConverter
{
    /// <summary>See <see cref="ITypeId{TSelf}.Prefix"/>.</summary>
    string Prefix { get; }
}
