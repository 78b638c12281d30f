using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Labels;

/// <summary>Reads a label that is a text or an object, and writes the shorter of both.</summary>
public sealed class LabelInputJsonConverter : JsonConverter<LabelInput>
{
    private const string Form = "A label is a text, or an object {\"label\":…,\"expiresAt\":…}.";

    /// <summary>So that a null in a list is refused here rather than met later.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override LabelInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new(reader.GetString()!),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw new JsonException(Form),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LabelInput value, JsonSerializerOptions options)
    {
        if (!value.SetsExpiry)
        {
            writer.WriteStringValue(value.Label);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("label"u8, value.Label);
        if (value.ExpiresAt is { } at)
        {
            writer.WriteString("expiresAt"u8, at);
        }

        writer.WriteEndObject();
    }

    private static LabelInput ReadObject(ref Utf8JsonReader reader)
    {
        string? label = null;
        DateTimeOffset? expiresAt = null;
        var saysExpiry = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLabel = reader.ValueTextEquals("label"u8);
            var isExpiry = reader.ValueTextEquals("expiresAt"u8);
            reader.Read();
            if (isLabel && label is null && reader.TokenType == JsonTokenType.String)
            {
                label = reader.GetString();
            }
            else if (isExpiry && !saysExpiry)
            {
                saysExpiry = true;
                expiresAt = ReadTime(ref reader);
            }
            else
            {
                throw new JsonException(Form);
            }
        }

        return label is null ? throw new JsonException(Form) : LabelInput.Until(label, expiresAt);
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when reader.TryGetDateTimeOffset(out var at) => at,
        _ => throw new JsonException("expiresAt is a time, e.g. 2030-01-31T00:00:00Z, or null."),
    };
}
