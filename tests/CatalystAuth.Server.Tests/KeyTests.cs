using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyTests(SqliteServer server) : KeyTests(server);

public sealed class PostgresKeyTests(PostgresServer server) : KeyTests(server);

public abstract class KeyTests(TestServer server)
{
    [Fact]
    public async Task A_key_is_shown_once_and_exchanged_for_a_token_of_its_scopes()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read", "org:read");

        var exchanged = await server.Anonymous().ExchangeAsync(key);

        exchanged.ShouldBe(HttpStatusCode.OK);
        exchanged.Text("issued_token_type").ShouldBe("urn:ietf:params:oauth:token-type:access_token");
        exchanged.Text("token_type").ShouldBe("Bearer");
        exchanged.Text("scope").ShouldBe("app:read org:read");
        exchanged.At("refresh_token").ShouldBeNull();
        var claims = Jwt.Payload(exchanged.Text("access_token"));
        claims["sub"]!.GetValue<string>().ShouldBe(id);
        claims["key"]!.GetValue<string>().ShouldBe(id);
        claims["org"]!.GetValue<string>().ShouldBe(org);
        Jwt.Header(exchanged.Text("access_token"))["typ"]!.GetValue<string>().ShouldBe("at+jwt");
        var read = await ada.GetAsync($"/v1/keys/{id}");
        read.Body.ShouldNotContain(key);
        read.Text("hint").ShouldBe(key[^4..]);
        (await ada.GetAsync($"/v1/orgs/{org}/keys")).Body.ShouldNotContain(key);
    }

    [Fact]
    public async Task The_token_of_a_key_may_do_what_its_scopes_say_in_its_organisation_only()
    {
        var (ada, org) = await NewOrgAsync();
        var other = await ada.NewOrgAsync("Other");
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await token.GetAsync($"/v1/orgs/{org}/keys")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await token.PatchAsync($"/v1/orgs/{org}", new { name = "x" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await token.PostAsync("/v1/orgs", new { name = "x" })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await token.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
    }

    [Fact]
    public async Task A_key_can_not_make_keys_or_members()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var (_, key) = await ada.NewKeyAsync(org, "keys:write", "members:write");
        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        (await token.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "keys:write" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await token.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
    }

    [Fact]
    public async Task A_key_as_a_credential_is_refused_with_what_to_do()
    {
        var (ada, org) = await NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");

        var answer = await new Caller(server.NewHttpClient(), key).GetAsync($"/v1/orgs/{org}");

        answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.key_must_be_exchanged");
        answer.Text("detail").ShouldContain("/oauth/token");
    }

    [Fact]
    public async Task An_exchange_may_narrow_the_scopes_and_not_widen_them()
    {
        var (ada, org) = await NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "app:read", "app:write");

        (await server.Anonymous().ExchangeAsync(key, "app:read")).Text("scope").ShouldBe("app:read");
        (await server.Anonymous().ExchangeAsync(key, "app:read app:admin")).Text("error").ShouldBe("invalid_scope");
    }

    [Fact]
    public async Task A_typo_is_told_apart_and_who_does_not_have_the_secret_learns_nothing_of_the_key()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read");
        var (_, other) = await ada.NewKeyAsync(org, "app:read");
        var mixed = Keys.WithSecretOf(key, other);
        var unknown = Keys.WithSecretOf(key.Replace(id["key_".Length..], "01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal), other);
        await ada.DeleteAsync($"/v1/keys/{id}");

        var typo = await server.Anonymous().ExchangeAsync(key[..^1] + (key[^1] == 'a' ? 'b' : 'a'));
        var revoked = await server.Anonymous().ExchangeAsync(key);
        var wrongSecret = await server.Anonymous().ExchangeAsync(mixed);

        typo.ShouldBe(HttpStatusCode.BadRequest, "key.malformed");
        revoked.ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
        wrongSecret.ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await server.Anonymous().ExchangeAsync(unknown)).Body.ShouldBe(wrongSecret.Body);
        typo.Text("error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Revoking_takes_the_tokens_along_and_twice_is_no_error()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);

        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.GetAsync($"/v1/keys/{id}")).At("revokedAt").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["app:read"]}""", "key.invalid_name")]
    [InlineData("""{"name":"k","scopes":[]}""", "key.invalid_scope")]
    [InlineData("""{"name":"k","scopes":["read"]}""", "key.invalid_scope")]
    [InlineData("""{"name":"k","scopes":["app:read","app:read"]}""", "key.invalid_scope")]
    [InlineData("""{"name":"k","scopes":["members:fly"]}""", "key.invalid_scope")]
    [InlineData("""{"name":"k","scopes":["app:read"],"expiresIn":59}""", "key.invalid_life")]
    [InlineData("""{"name":"k","scopes":["app:read"],"expiresIn":-1}""", "key.invalid_life")]
    [InlineData("""{"name":"k","scopes":["app:read"],"expiresIn":9223372036854775807}""", "key.invalid_life")]
    [InlineData("""{"name":"k","scopes":["app:read"],"kind":"ephemeral"}""", "key.invalid_life")]
    [InlineData("""{"name":"k","scopes":["app:read"],"kind":"ephemeral","expiresIn":86401}""", "key.invalid_life")]
    [InlineData("""{"name":"k","scopes":["app:read"],"addresses":["203.0.113.7/24"]}""", "key.invalid_address")]
    [InlineData("""{"name":"k","scopes":["app:read"],"addresses":["203.0.113.7","203.0.113.7"]}""", "key.invalid_address")]
    [InlineData("""{"name":"k","scopes":["app:read"],"audiences":["a b"]}""", "key.invalid_audience")]
    [InlineData("""{"name":"k","scopes":["app:read"],"audiences":[null]}""", null)]
    [InlineData("""{"name":"k","scopes":["app:read"],"labels":["Not A Label"]}""", "label.invalid")]
    [InlineData("""{"name":"k","scopes":["app:read"],"description":"\u0000"}""", "request.invalid")]
    [InlineData("""{"name":"k","scopes":["app:read"],"kind":"root"}""", "request.invalid")]
    [InlineData("""{"name":"k","scopes":["app:read"],"kind":7}""", "key.invalid_kind")]
    [InlineData("""{"name":"k","scopes":[null]}""", null)]
    [InlineData("""{"name":"k","scopes":["app:read"],"orgId":"x"}""", "request.invalid")]
    public async Task A_request_that_breaks_a_rule_is_refused_and_makes_no_key(string body, string? code)
    {
        var (ada, org) = await NewOrgAsync();

        var answer = await ada.PostAsync($"/v1/orgs/{org}/keys", Json.Content(body));

        answer.ShouldBe(HttpStatusCode.BadRequest, code);
        (await ada.GetAsync($"/v1/orgs/{org}/keys")).Items().ShouldBeEmpty();
    }

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
