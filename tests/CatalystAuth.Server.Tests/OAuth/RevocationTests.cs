using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.OAuth;

public sealed class SqliteRevocationTests(SqliteServer server) : RevocationTests(server);

public sealed class PostgresRevocationTests(PostgresServer server) : RevocationTests(server);

/// <summary><c>/oauth/revoke</c> (RFC 7009).</summary>
public abstract class RevocationTests(TestServer server)
{
    [Fact]
    public async Task A_refresh_token_ends_its_session_with_all_its_tokens()
    {
        var ada = await server.SignUpAsync();
        var other = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        var answer = await RevokeAsync(ada.RefreshToken);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldBeEmpty();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await other.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        var record = (await server.RecordsOfAsync(ada.SessionId))[^1];
        (record.Action, record.Actor).ShouldBe((EventTypes.SessionRevoked, ada.UserId));
        record.Data.ShouldContain("\"token_revoked\"");

        // Twice is as once.
        (await RevokeAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_spent_refresh_token_ends_the_session_as_well()
    {
        var ada = await server.SignUpAsync();
        var next = await ada.RefreshAsync(ada.RefreshToken);

        (await RevokeAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);

        (await ada.RefreshAsync(next.Text("refresh_token"))).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
    }

    [Fact]
    public async Task An_access_token_dies_alone()
    {
        var ada = await server.SignUpAsync();

        (await RevokeAsync(ada.AccessToken!, hint: "refresh_token")).ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync(ada.AccessToken!)).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var refreshed = await ada.RefreshAsync(ada.RefreshToken);
        (await new Caller(server.NewHttpClient(), refreshed.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(ada.SessionId)).Count(record => record.Action == EventTypes.TokenRevoked && record.Actor == ada.UserId).ShouldBe(1);
    }

    [Fact]
    public async Task A_keys_token_dies_alone_and_its_organisation_hears_of_it()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        var token = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");

        (await RevokeAsync(token)).ShouldBe(HttpStatusCode.OK);

        (await new Caller(server.NewHttpClient(), token).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        var (records, events) = await server.JournalOfAsync(org);
        records[^1].Action.ShouldBe(EventTypes.TokenRevoked);
        records[^1].Actor.ShouldBe(id);
        events[^1].Data.ShouldNotContain(token);
    }

    [Fact]
    public async Task What_is_no_token_of_ours_is_as_dead_as_was_wished_and_a_key_is_none()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");

        (await RevokeAsync("nonsense")).ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync(ada.AccessToken![..^4] + "AAAA")).ShouldBe(HttpStatusCode.OK);
        var refused = await RevokeAsync(key);
        refused.ShouldBe(HttpStatusCode.BadRequest, "token.unsupported_type");
        refused.Text("error").ShouldBe("unsupported_token_type");

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/oauth/revoke")]
    [InlineData("/oauth/token")]
    [InlineData("/oauth/introspect")]
    public async Task A_form_that_is_not_plain_is_refused_as_the_RFC_says(string path)
    {
        var ada = await server.SignUpAsync();
        async Task RefusedAsync(HttpContent? content, string address, HttpStatusCode status = HttpStatusCode.BadRequest)
        {
            var answer = await ada.SendAsync(HttpMethod.Post, address, content);
            answer.ShouldBe(status);
            answer.Text("error").ShouldBe("invalid_request");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        await RefusedAsync(Form("grant_type=refresh_token&token=a&token=b&refresh_token=x"), path);
        await RefusedAsync(Form("token=a&unknown=1&unknown=2&grant_type=refresh_token&refresh_token=x"), path);
        await RefusedAsync(Form("token=a&grant_type=refresh_token&refresh_token=x"), $"{path}?token=a");
        await RefusedAsync(Form(""), path);
        await RefusedAsync(Form("token=&grant_type="), path);
        await RefusedAsync(null, path);
        await RefusedAsync(new StringContent("""{"token":"a"}""", System.Text.Encoding.UTF8, "application/json"), path);
        await RefusedAsync(Form("token=" + new string('a', 17 * 1024)), path);
        await RefusedAsync(Form("token=" + new string('a', 33 * 1024)), path, HttpStatusCode.RequestEntityTooLarge);
        await RefusedAsync(Form(string.Join('&', Enumerable.Range(0, 40).Select(i => $"p{i}=1"))), path);
        (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private Task<Answer> RevokeAsync(string token, string? hint = null) => server.Anonymous().SendAsync(
        HttpMethod.Post, "/oauth/revoke",
        new FormUrlEncodedContent(hint is null ? [new("token", token)] : [new("token", token), new("token_type_hint", hint)]));

    private static StringContent Form(string body) => new(body, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
}
