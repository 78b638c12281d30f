using System.Text.Json.Nodes;

namespace CatalystAuth.Core.Audit;

/// <summary>Lists for audit data.</summary>
internal static class JsonArrays
{
    public static JsonArray ToJson(this IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
