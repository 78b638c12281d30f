using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Tests;

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
    public void Anything_it_does_not_know_is_refused_and_never_skipped(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict));
}
