using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Tests.Policies;

public sealed class RequirementJsonTests
{
    [Theory]
    [InlineData("\"public\"")]
    [InlineData("""{"scope":"app:read"}""")]
    [InlineData("""{"all":[{"scope":"app:read"},{"not":{"label":"beta"}}]}""")]
    [InlineData("""{"any":[{"role":"owner"},{"group":"ops"},{"plan":"pro"},{"feature":"sso"},{"org":"acme"}]}""")]
    [InlineData("""{"mfa":{"maxAge":300}}""")]
    [InlineData("""{"mfa":{}}""")]
    [InlineData("""{"ip":"10.0.0.0/8"}""")]
    [InlineData("""{"permission":"keys:read"}""")]
    [InlineData("""{"ip":["10.0.0.0/8","2001:db8::/32"]}""")]
    [InlineData("""{"time":{"after":"09:00","before":"18:00","days":["mon","fri"],"zone":"Europe/Berlin"}}""")]
    [InlineData("""{"time":{"after":"22:00","zone":"UTC","notBefore":"2026-01-01T00:00:00Z","notAfter":"2028-02-29T23:59:59Z"}}""")]
    public void A_requirement_is_written_as_it_was_read(string json)
    {
        var requirement = JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict);

        JsonSerializer.Serialize(requirement, CatalystJson.Strict).ShouldBe(json);
    }

    [Theory]
    [InlineData("\"open\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("""{"scope":"a:b","role":"owner"}""")]
    [InlineData("""{"scope":""}""")]
    [InlineData("""{"scope":null}""")]
    [InlineData("""{"scope":["a:b"]}""")]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"all":{}}""")]
    [InlineData("""{"Scope":"a:b"}""")]
    [InlineData("""{"everyone":true}""")]
    [InlineData("""{"mfa":{"maxAge":0}}""")]
    [InlineData("""{"mfa":{"maxAge":1,"maxAge":2}}""")]
    [InlineData("""{"mfa":{"minAge":1}}""")]
    [InlineData("""{"mfa":true}""")]
    [InlineData("""{"not":{"not":{"not":{"not":{"not":{"not":{"not":{"not":"public"}}}}}}}}""")]
    [InlineData("""{"scope":"a\u0000b"}""")]
    [InlineData("""{"all":[null]}""")]
    [InlineData("""{"ip":[]}""")]
    [InlineData("""{"ip":[["10.0.0.0/8"]]}""")]
    [InlineData("""{"time":{}}""")]
    [InlineData("""{"time":{"zone":"UTC"}}""")]
    [InlineData("""{"time":{"after":"09:00"}}""")]
    [InlineData("""{"time":{"after":"9:00","zone":"UTC"}}""")]
    [InlineData("""{"time":{"after":"24:00","zone":"UTC"}}""")]
    [InlineData("""{"time":{"days":[],"zone":"UTC"}}""")]
    [InlineData("""{"time":{"days":["mon","mon"],"zone":"UTC"}}""")]
    [InlineData("""{"time":{"days":["Monday"],"zone":"UTC"}}""")]
    [InlineData("""{"time":{"days":["mon"],"zone":"../UTC"}}""")]
    [InlineData("""{"time":{"notBefore":"2026-01-01"}}""")]
    [InlineData("""{"time":{"notBefore":"2026-02-29T00:00:00Z"}}""")]
    [InlineData("""{"time":{"notBefore":"2026-01-01T00:00:00+01:00"}}""")]
    [InlineData("""{"time":{"notBefore":"2026-01-01T00:00:00Z","notBefore":"2027-01-01T00:00:00Z"}}""")]
    public void Anything_it_does_not_know_is_refused_and_never_skipped(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict));

    [Theory]
    [InlineData("\"open\"", "")]
    [InlineData("""{"all":["public",{"any":[{"scope":""}]}]}""", "/all/1/any/0/scope")]
    [InlineData("""{"all":["public",{"scope":"a:b","role":"owner"}]}""", "/all/1")]
    [InlineData("""{"not":{"nobody":1}}""", "/not/nobody")]
    [InlineData("""{"not":{"a/b~c":1}}""", "/not/a~1b~0c")]
    [InlineData("""{"any":[{"time":{"days":["mon"],"zone":5}}]}""", "/any/0/time/zone")]
    [InlineData("""{"ip":["10.0.0.0/8",7]}""", "/ip/1")]
    [InlineData("""{"mfa":{"maxAge":0.5}}""", "/mfa")]
    public void A_refusal_points_at_the_clause(string json, string at) =>
        Should.Throw<RequirementException>(() => JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict)).At.ShouldBe(at);

    [Fact]
    public void Breadth_and_length_are_bounded()
    {
        Read($$"""{"any":[{{string.Join(',', Enumerable.Repeat("\"public\"", 50))}}]}""");
        Should.Throw<RequirementException>(() => Read($$"""{"any":[{{string.Join(',', Enumerable.Repeat("\"public\"", 51))}}]}""")).At.ShouldBe("/any");
        Read($$"""{"group":"{{new string('x', 128)}}"}""");
        Should.Throw<RequirementException>(() => Read($$"""{"group":"{{new string('x', 129)}}"}"""));

        static Requirement Read(string json) => JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict)!;
    }
}
