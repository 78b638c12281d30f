using System.Text.Json.Nodes;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Places in JSON (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The place of a member of an object.</summary>
    public static string Append(string pointer, string member) => $"{pointer}/{Escape(member)}";

    /// <summary>What is at a place; null when nothing is.</summary>
    public static JsonNode? Find(JsonNode? node, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1))
        {
            node = node switch
            {
                JsonObject members => members[Unescape(step)],
                JsonArray items when int.TryParse(step, out var index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    private static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
