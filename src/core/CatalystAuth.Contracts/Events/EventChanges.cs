using System.Text.Json;
using System.Text.Json.Nodes;

namespace CatalystAuth.Contracts.Events;

/// <summary>
/// What differs between two states, by member. A list of texts is taken for a set: <c>{"added":[…],"removed":[…]}</c>. Anything else is
/// <c>{"from":…,"to":…}</c>, and a member that one of both states does not have has no <c>from</c> or no <c>to</c>. Pure.
/// </summary>
public static class EventChanges
{
    /// <summary>The differences; null when there are none.</summary>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var changes = new JsonObject();
        foreach (var name in before.Concat(after).Select(member => member.Key).Distinct(StringComparer.Ordinal))
        {
            if (Between(before, after, name) is { } change)
            {
                changes[name] = change;
            }
        }

        return changes.Count == 0 ? null : changes;
    }

    /// <summary>The differences between <c>before</c> and <c>after</c> of an event's data; null when it has not both.</summary>
    public static JsonObject? Of(JsonObject data) =>
        data["before"] is JsonObject before && data["after"] is JsonObject after ? Between(before, after) : null;

    private static JsonObject? Between(JsonObject before, JsonObject after, string name)
    {
        var (was, isNow) = (before.TryGetPropertyValue(name, out var from), after.TryGetPropertyValue(name, out var to));
        if (was == isNow && JsonNode.DeepEquals(from, to))
        {
            return null;
        }

        if (AsSet(from) is { } old && AsSet(to) is { } now && !old.SetEquals(now))
        {
            return new JsonObject { ["added"] = List(now.Except(old)), ["removed"] = List(old.Except(now)) };
        }

        var change = new JsonObject();
        if (was)
        {
            change["from"] = from?.DeepClone();
        }

        if (isNow)
        {
            change["to"] = to?.DeepClone();
        }

        return change;
    }

    // A list in which a text stands twice is no set.
    private static HashSet<string>? AsSet(JsonNode? node)
    {
        if (node is not JsonArray list || list.Any(item => item?.GetValueKind() != JsonValueKind.String))
        {
            return null;
        }

        var set = list.Select(item => item!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return set.Count == list.Count ? set : null;
    }

    private static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
