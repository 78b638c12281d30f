using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CsCheck;

namespace CatalystAuth.Core.Tests.Events;

public sealed class EventChangesTests
{
    private static readonly Gen<JsonNode?> Texts = Gen.OneOfConst("a", "b", "c", "d").Array[0, 4].Select(
        texts => (JsonNode?)new JsonArray([.. texts.Select(text => JsonValue.Create(text))]));

    private static readonly Gen<JsonNode?> Values = Gen.OneOf(
        Texts,
        Gen.Int[0, 2].Select(number => (JsonNode?)number),
        Gen.OneOfConst("a", "b").Select(text => (JsonNode?)text),
        Gen.Bool.Select(truth => (JsonNode?)truth),
        Gen.Const(0).Select(_ => (JsonNode?)null),
        Gen.Int[0, 2].Array[0, 2].Select(numbers => (JsonNode?)new JsonArray([.. numbers.Select(number => (JsonNode)number)])),
        Gen.Int[0, 2].Select(number => (JsonNode?)new JsonObject { ["from"] = number }));

    private static readonly Gen<JsonObject> Objects = Gen.Select(Gen.OneOfConst("k", "l", "m", "n"), Values).Array[0, 4].Select(
        members => new JsonObject(members.DistinctBy(member => member.Item1).Select(
            member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone()))));

    [Fact]
    public void The_changes_of_a_state_applied_to_it_give_the_other() => Gen.Select(Objects, Objects).Sample((before, after) =>
    {
        var changes = EventChanges.Between(before, after);

        Sorted(Apply(before, changes ?? [])).ShouldBe(Sorted(after));
        (changes is null).ShouldBe(JsonNode.DeepEquals(before, after));
    });

    [Theory]
    [InlineData("""{"role":"member"}""", """{"role":"admin"}""", """{"role":{"from":"member","to":"admin"}}""")]
    [InlineData("""{"l":["a","b"]}""", """{"l":["b","c"]}""", """{"l":{"added":["c"],"removed":["a"]}}""")]
    [InlineData("""{"l":["a","b"]}""", """{"l":["b","a"]}""", """{"l":{"from":["a","b"],"to":["b","a"]}}""")]
    [InlineData("""{"l":["a","a"]}""", """{"l":["a"]}""", """{"l":{"from":["a","a"],"to":["a"]}}""")]
    [InlineData("""{"bio":"x"}""", """{}""", """{"bio":{"from":"x"}}""")]
    [InlineData("""{}""", """{"bio":"x","n":1}""", """{"bio":{"to":"x"},"n":{"to":1}}""")]
    [InlineData("""{"o":{"a":1}}""", """{"o":{"a":2}}""", """{"o":{"from":{"a":1},"to":{"a":2}}}""")]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    public void Only_what_differs_is_told(string before, string after, string? changes) =>
        EventChanges.Between(Parse(before), Parse(after))?.ToJsonString().ShouldBe(changes);

    [Theory]
    [InlineData("""{"after":{"a":1}}""")]
    [InlineData("""{"before":{"a":1}}""")]
    [InlineData("""{"before":{"a":1},"after":{"a":1},"reason":"x"}""")]
    [InlineData("""{"before":1,"after":2}""")]
    [InlineData("""{}""")]
    public void Where_there_is_nothing_to_compare_there_are_no_changes(string data) => EventChanges.Of(Parse(data)).ShouldBeNull();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Apply(JsonObject state, JsonObject changes)
    {
        var result = state.DeepClone().AsObject();
        foreach (var (name, change) in changes.Select(member => (member.Key, member.Value!.AsObject())))
        {
            if (change.ContainsKey("added"))
            {
                var kept = result[name]!.AsArray().Select(item => item!.GetValue<string>())
                    .Except(change["removed"]!.AsArray().Select(item => item!.GetValue<string>()));
                result[name] = new JsonArray([.. kept.Concat(change["added"]!.AsArray().Select(item => item!.GetValue<string>()))
                    .Select(text => JsonValue.Create(text))]);
            }
            else if (change.TryGetPropertyValue("to", out var to))
            {
                result[name] = to?.DeepClone();
            }
            else
            {
                result.Remove(name);
            }
        }

        return result;
    }

    // Lists of texts, each once, are sets.
    private static string Sorted(JsonObject state) => new JsonObject(state.OrderBy(member => member.Key, StringComparer.Ordinal).Select(
        member => KeyValuePair.Create(member.Key, member.Value is JsonArray list && list.All(item => item is JsonValue value && value.TryGetValue<string>(out _))
            ? new JsonArray([.. list.Select(item => item!.GetValue<string>()).Order(StringComparer.Ordinal).Select(text => JsonValue.Create(text))])
            : member.Value?.DeepClone()))).ToJsonString();
}
