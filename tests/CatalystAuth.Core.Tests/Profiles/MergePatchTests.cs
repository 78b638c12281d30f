using System.Text.Json.Nodes;
using CatalystAuth.Core.MergePatches;
using CsCheck;

namespace CatalystAuth.Core.Tests.Profiles;

public sealed class MergePatchTests
{
    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        Gen.Int[0, 3].Select(n => (JsonNode?)JsonValue.Create(n)), Gen.Const((JsonNode?)null), Gen.Const(0).Select(_ => (JsonNode?)new JsonArray(1, null)));

    private static readonly Gen<JsonObject> Objects = ObjectOf(ObjectOf(ObjectOf(Leaf).Select(o => (JsonNode?)o)).Select(o => (JsonNode?)o));

    // The examples of RFC 7396, appendix A, that are about objects.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void It_does_what_the_standard_says(string target, string patch, string result) =>
        MergePatch.Apply(Parse(target), Parse(patch)).ToJsonString().ShouldBe(result);

    [Fact]
    public void Twice_is_once_and_nothing_that_was_given_changes() => Gen.Select(Objects, Objects).Sample((target, patch) =>
    {
        var (before, wanted) = (target.ToJsonString(), patch.ToJsonString());

        var once = MergePatch.Apply(target, patch);
        var twice = MergePatch.Apply(once, patch);

        target.ToJsonString().ShouldBe(before);
        patch.ToJsonString().ShouldBe(wanted);
        JsonNode.DeepEquals(once, twice).ShouldBeTrue();
    });

    [Fact]
    public void What_the_patch_does_not_name_stays() => Gen.Select(Objects, Objects).Sample((target, patch) =>
    {
        var result = MergePatch.Apply(target, patch);
        foreach (var (name, value) in target.Where(member => !patch.ContainsKey(member.Key)))
        {
            JsonNode.DeepEquals(result[name], value).ShouldBeTrue();
        }
    });

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static Gen<JsonObject> ObjectOf(Gen<JsonNode?> values) => Gen.OneOf(values, Leaf).Array[0, 3].Select(nodes =>
        new JsonObject(nodes.Select((node, i) => KeyValuePair.Create($"{(char)('a' + i)}", node?.DeepClone()))));
}
