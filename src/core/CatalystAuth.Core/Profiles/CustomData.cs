using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Profiles;

/// <summary>JSON of any shape that others write and Catalyst keeps.</summary>
internal static class CustomData
{
    private const int MaxDepth = 16;
    private const int MaxPatchDepth = MaxDepth + 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static Error? Check(string code, string field, JsonObject? json, int maxBytes) =>
        json is null ? null : Check(code, field, json, maxBytes, MaxDepth);

    /// <summary>What is wrong with a merge patch of a document that has it as a member; null when nothing is.</summary>
    public static Error? CheckPatch(string code, JsonObject patch, int maxBytes) => Check(code, "$", patch, maxBytes, MaxPatchDepth);

    private static Error? Check(string code, string field, JsonObject json, int maxBytes, int maxDepth)
    {
        string text;
        try
        {
            text = Write(json);
            using var _ = JsonDocument.Parse(text, Strict);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or ArgumentException)
        {
            // Half of a surrogate pair, or a member that stands twice, which only show when it is written.
            return Error.Field(code, field, $"{field} has text that is not valid Unicode, or a member that stands twice.");
        }

        return Encoding.UTF8.GetByteCount(text) > maxBytes ? Error.Field(code, field, $"{field} has at most {maxBytes / 1024} KB as JSON.")
            : DepthOf(text) > maxDepth ? Error.Field(code, field, $"{field} is at most {maxDepth} levels deep.")
            : null;
    }

    /// <summary>As it is stored.</summary>
    public static string Write(JsonObject? json) => json is null ? "{}" : json.ToJsonString();

    /// <summary>As it was stored.</summary>
    public static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();

    private static int DepthOf(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var deepest = 0;
        while (reader.Read())
        {
            // The depth of a bracket is that of what it stands in.
            deepest = Math.Max(deepest, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0));
        }

        return deepest;
    }
}
