using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// An audience that may be a list (RFC 7519 §4.1.3): the first of it is kept. Whether the token is for who reads it was decided by all
/// of them, before.
/// </summary>
internal sealed class AudienceConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        string? first = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            first ??= reader.GetString();
        }

        return reader.TokenType == JsonTokenType.EndArray && first is not null ? first : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
