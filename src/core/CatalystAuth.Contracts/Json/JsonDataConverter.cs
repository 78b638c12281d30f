using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Json;

/// <summary>
/// Reads custom data of any shape. A member that stands twice is refused as malformed; the framework's own converter would fail with an
/// exception that means a fault of the program.
/// </summary>
internal sealed class JsonDataConverter : JsonConverter<JsonObject>
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <inheritdoc />
    public override JsonObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A JSON object is needed.");
        }

        var element = JsonElement.ParseValue(ref reader);
        using var checkedOnce = JsonDocument.Parse(element.GetRawText(), Strict);
        return JsonObject.Create(element)!;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);
}
