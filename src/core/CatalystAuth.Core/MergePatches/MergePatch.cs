using System.Text.Json.Nodes;

namespace CatalystAuth.Core.MergePatches;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>What a document becomes by a patch. Neither is changed, and the answer shares nothing with them.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, change) in patch)
        {
            switch (change)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject members when target[name] is JsonObject known:
                    Merge(known, members);
                    break;
                case JsonObject members:
                    // Into an empty one, so that what it only removes does not come in as null.
                    target[name] = Apply([], members);
                    break;
                default:
                    target[name] = change.DeepClone();
                    break;
            }
        }
    }
}
