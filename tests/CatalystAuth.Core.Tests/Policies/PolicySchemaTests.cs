using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CsCheck;
using Json.Schema;

namespace CatalystAuth.Core.Tests.Policies;

/// <summary>The schema that people write policies by takes what the server takes, and nothing else.</summary>
public sealed class PolicySchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policy.schema.json")));
    private static readonly JsonSchema Rules = JsonSchema.FromText(
        """{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:catalyst-auth:test-rules","$ref":"urn:catalyst-auth:policy#/$defs/rules"}""");

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOfConst("app:read", "beta", "tier:gold", "admin", "engineering/backend", "acme", "10.0.0.0/8", "ä", "x", ""), Gen.Char["a~/\"\\é"].Array[1, 4].Select(string.Concat),
        Gen.Int[120, 135].Select(length => new string('x', length)), Gen.Const("a\u0001b"));

    private static readonly Gen<JsonNode> Minutes =
        Gen.OneOfConst("09:00", "23:59", "00:00", "24:00", "9:00", "09:60", "09:00:00", "").Select(text => (JsonNode)text);

    private static readonly Gen<JsonNode> Seconds = Gen.OneOfConst(
        "2026-01-02T03:04:05Z", "2028-02-29T00:00:00Z", "2026-02-29T00:00:00Z", "2400-02-29T23:59:59Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-12-31T23:59:60Z", "2026-01-02T03:04:05+00:00", "2026-01-02", "1999-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z").Select(text => (JsonNode)text);

    private static readonly Gen<JsonNode?> Junk = Gen.OneOfConst("null", "true", "-1", "1", "1.5", "[]", "{}", "\"public\"", "\"\"", "[\"public\"]")
        .Select(json => JsonNode.Parse(json));

    private static readonly Gen<JsonNode> Times = Gen.Select(
        Gen.Int[0, 63], Minutes, Minutes, Gen.OneOfConst("mon", "tue", "sun", "Mon", "mon").List[0, 3], Gen.OneOfConst("UTC", "Europe/Berlin", "Etc/GMT+5", "1x", "a b"),
        Seconds.Select(Seconds), (which, after, before, days, zone, span) =>
        {
            var time = new JsonObject();
            Add(1, "after", after);
            Add(2, "before", before);
            Add(4, "days", new JsonArray([.. days.Select(day => (JsonNode)day)]));
            Add(8, "zone", zone);
            Add(16, "notBefore", span.Item1);
            Add(32, "notAfter", span.Item2);
            return (JsonNode)time;

            void Add(int bit, string name, JsonNode value)
            {
                if ((which & bit) != 0)
                {
                    time[name] = value.DeepClone();
                }
            }
        });

    private static readonly Gen<JsonNode> Clauses = Gen.OneOf(
        Gen.OneOfConst("public", "public", "open").Select(text => (JsonNode)text),
        Gen.OneOfConst("scope", "label", "role", "permission", "group", "plan", "feature", "org", "ip", "Scope", "user").Select(Texts)
            .Select(pair => (JsonNode)new JsonObject { [pair.Item1] = pair.Item2 }),
        Texts.List[0, 3].Select(networks => (JsonNode)new JsonObject { ["ip"] = new JsonArray([.. networks.Select(text => (JsonNode)text)]) }),
        Gen.OneOfConst("{}", """{"maxAge":1}""", """{"maxAge":60.0}""", """{"maxAge":6e1}""", """{"maxAge":0}""", """{"maxAge":2147483648}""", """{"minAge":1}""")
            .Select(mfa => (JsonNode)new JsonObject { ["mfa"] = JsonNode.Parse(mfa) }),
        Times.Select(time => (JsonNode)new JsonObject { ["time"] = time }));

    private static readonly Gen<JsonNode> Nodes = Gen.Recursive<JsonNode>((depth, more) => depth > 9
        ? Clauses
        : Gen.Frequency(
            (4, Clauses),
            (2, more.Select(part => (JsonNode)new JsonObject { ["not"] = part.DeepClone() })),
            (3, Gen.OneOfConst("all", "any").Select(more.List[0, 3])
                .Select(pair => (JsonNode)new JsonObject { [pair.Item1] = new JsonArray([.. pair.Item2.Select(part => part.DeepClone())]) }))));

    [Fact]
    public void What_the_server_takes_the_schema_takes_and_the_other_way_round() => Nodes.Sample(ShouldAgree, iter: 5_000);

    [Fact]
    public void They_agree_on_what_was_changed_at_random_too() => Nodes.Select(Gen.Int[0, 30], Junk, Gen.Bool).Sample(
        (node, where, junk, isAdded) =>
        {
            var copy = node.DeepClone();
            Mutate(copy, where, junk, isAdded);
            ShouldAgree(copy);
        },
        iter: 5_000);

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    public void They_agree_on_how_broad_it_may_be(int parts)
    {
        ShouldAgree(new JsonObject { ["all"] = new JsonArray([.. Enumerable.Range(0, parts).Select(_ => (JsonNode)"public")]) });
        ShouldAgree(new JsonObject { ["ip"] = new JsonArray([.. Enumerable.Range(0, parts).Select(_ => (JsonNode)"10.0.0.0/8")]) });
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void They_agree_on_how_deep_it_may_be(int depth) =>
        ShouldAgree(Enumerable.Range(0, depth).Aggregate((JsonNode)"public", (inner, _) => new JsonObject { ["not"] = inner }));

    [Theory]
    [InlineData("""[{"path":"/**","require":"public"}]""", true)]
    [InlineData("""[{"path":"/a/*","methods":["GET"],"deny":{"label":"blocked"},"require":{"scope":"app:read"}}]""", true)]
    [InlineData("""[{"path":"/a","methods":null,"deny":null,"require":"public"}]""", true)]
    [InlineData("""[{"path":"/**"}]""", false)]
    [InlineData("""[{"path":"/**","require":null}]""", false)]
    [InlineData("""[{"path":"/**","require":"public","deny":{}}]""", false)]
    [InlineData("""[{"path":"/**","require":"public","allow":"public"}]""", false)]
    [InlineData("""[{"path":"/**","require":"public","methods":["get"]}]""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""[null]""", false)]
    public void Rules_are_written_by_the_schema_too(string json, bool isGood)
    {
        _ = Schema;
        Rules.Evaluate(JsonElement.Parse(json)).IsValid.ShouldBe(isGood);
        IsTaken().ShouldBe(isGood);

        bool IsTaken()
        {
            try
            {
                return AppChecks.CheckRules(JsonSerializer.Deserialize<IReadOnlyList<AppRule>>(json, CatalystJson.Strict)!) is null;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    private static void ShouldAgree(JsonNode node)
    {
        var json = node.ToJsonString();
        var requirement = Read(json);
        Schema.Evaluate(JsonElement.Parse(json)).IsValid.ShouldBe(requirement is not null, json);
        if (requirement is not null)
        {
            var written = JsonSerializer.Serialize(requirement, CatalystJson.Strict);
            JsonSerializer.Serialize(Read(written), CatalystJson.Strict).ShouldBe(written);
        }
    }

    private static Requirement? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict);
        }
        catch (RequirementException)
        {
            return null;
        }
    }

    // At the n-th place of the tree, counted round.
    private static void Mutate(JsonNode root, int where, JsonNode? junk, bool isAdded)
    {
        var places = Descendants(root).ToList();
        switch (places[where % places.Count])
        {
            case JsonObject found when isAdded || found.Count == 0:
                found[where % 2 == 0 ? "scope" : "x"] = junk?.DeepClone();
                break;
            case JsonObject found:
                found[found.First().Key] = junk?.DeepClone();
                break;
            case JsonArray found when isAdded || found.Count == 0:
                found.Add(junk?.DeepClone());
                break;
            case JsonArray found:
                found[where % found.Count] = junk?.DeepClone();
                break;
        }
    }

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) => (node switch
    {
        JsonObject found => found.SelectMany(member => Descendants(member.Value)),
        JsonArray found => found.SelectMany(Descendants),
        _ => [],
    }).Prepend(node);
}
