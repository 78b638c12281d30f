using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Json;

namespace CatalystAuth.Core.Events;

/// <summary>The data of events, and the states in it, as JSON.</summary>
internal static class EventJson
{
    public static string Write<T>(T data) => JsonSerializer.Serialize(data, Info<T>());

    /// <summary>Whether two states are told alike; lists in records are not compared by what is in them otherwise.</summary>
    public static bool AreAlike<T>(T before, T after) => Write(before) == Write(after);

    /// <summary>Both states without the members that are alike.</summary>
    public static (T Before, T After) Differing<T>(T before, T after)
    {
        var (old, now) = (ToNode(before), ToNode(after));
        foreach (var name in old.Select(member => member.Key).Where(name => JsonNode.DeepEquals(old[name], now[name])).ToList())
        {
            old.Remove(name);
            now.Remove(name);
        }

        return (old.Deserialize(Info<T>())!, now.Deserialize(Info<T>())!);
    }

    private static JsonObject ToNode<T>(T state) => JsonSerializer.SerializeToNode(state, Info<T>())!.AsObject();

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)CatalystJson.Strict.GetTypeInfo(typeof(T));
}
