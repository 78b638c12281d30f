using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.RateLimits;

public sealed class RateLimitTests(SqliteLimitedServer server) : IClassFixture<SqliteLimitedServer>
{
    [Fact]
    public async Task What_needs_no_credential_is_limited_by_network_and_each_answer_says_what_is_left()
    {
        var eve = server.From(Places.Next());

        var first = await StartAsync(eve);
        Header(first, "RateLimit-Policy").ShouldBe("\"flows\";q=60;w=60");
        Header(first, "RateLimit").ShouldBe("\"flows\";r=59;t=1");
        for (var n = 1; n < 60; n++)
        {
            (await StartAsync(eve)).ShouldBe(HttpStatusCode.OK);
        }

        var refused = await StartAsync(eve);
        refused.ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
        Header(refused, "Retry-After").ShouldBe("1");
        Header(refused, "RateLimit").ShouldBe("\"flows\";r=0;t=60");
        (await eve.PostAsync("/v1/invitations/preview", new { token = "x" })).ShouldBe(HttpStatusCode.TooManyRequests);
        (await eve.PostAsync("/v1/setup", new { token = "x", email = "a@b.c", password = "x", name = "x" })).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StartAsync(server.From(Places.Next()))).ShouldBe(HttpStatusCode.OK);

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StartAsync(eve)).ShouldBe(HttpStatusCode.OK);
        (await StartAsync(eve)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_OAuth_endpoints_are_limited_in_their_own_form()
    {
        var eve = server.From(Places.Next());
        for (var n = 0; n < 20; n++)
        {
            (await eve.RefreshAsync("x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        foreach (var path in new[] { "/oauth/token", "/oauth/revoke", "/oauth/introspect" })
        {
            var refused = await eve.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("token", "x")]));
            refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.ContentType.ShouldBe("application/json");
            refused.Text("error").ShouldBe("temporarily_unavailable");
            refused.Text("code").ShouldBe("request.rate_limited");
            Header(refused, "Retry-After").ShouldBe("3");
            Header(refused, "Cache-Control").ShouldBe("no-store");
        }
    }

    [Fact]
    public async Task All_addresses_of_a_network_of_IPv6_count_as_one()
    {
        for (var n = 0; n < 60; n++)
        {
            (await StartAsync(server.From($"2001:db8:1:2::{n + 1:x}"))).ShouldBe(HttpStatusCode.OK);
        }

        (await StartAsync(server.From("2001:db8:1:2:ffff::1"))).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StartAsync(server.From("2001:db8:1:3::1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_networks_of_a_site_of_IPv6_have_sixteen_times_as_much_together()
    {
        for (var n = 0; n < 320; n++)
        {
            (await server.From($"2001:db8:9:{n:x}::1").RefreshAsync("x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await server.From("2001:db8:9:ffff::1").RefreshAsync("x")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.From("2001:db8:a:ffff::1").RefreshAsync("x")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_address_that_the_proxy_saw_counts_and_not_what_the_client_wrote_before_it()
    {
        var mine = Places.Next();
        for (var n = 0; n < 60; n++)
        {
            (await StartAsync(server.From($"203.0.113.{n}, {mine}"))).ShouldBe(HttpStatusCode.OK);
        }

        (await StartAsync(server.From($"198.51.100.1, {mine}"))).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StartAsync(server.From($"198.51.100.1, {mine}, 127.0.0.1"))).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StartAsync(server.From("198.51.100.1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_is_refreshed_so_often_and_no_other_one_waits_for_it()
    {
        var ada = await server.NewUserAsync();
        var bob = await server.NewUserAsync();
        var token = ada.RefreshToken;
        for (var n = 0; n < 4; n++)
        {
            var answer = await server.From(Places.Next()).RefreshAsync(token);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
            token = answer.Text("refresh_token");
        }

        var refused = await server.From(Places.Next()).RefreshAsync(token);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Text("error").ShouldBe("temporarily_unavailable");
        Header(refused, "Retry-After").ShouldBe("15");
        (await server.From(Places.Next()).RefreshAsync(bob.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);

        // It was not spent.
        server.Clock.Advance(TimeSpan.FromSeconds(15));
        (await server.From(Places.Next()).RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_for_a_key_are_limited_by_the_key_and_only_who_has_it_uses_them_up()
    {
        var ada = await server.NewUserAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "app:read");
        var (_, other) = await ada.NewKeyAsync(org, "app:read");
        var guess = key[..^8] + "AAAAAAAA";
        for (var n = 0; n < 5; n++)
        {
            (await server.From(Places.Next()).ExchangeAsync(guess)).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        for (var n = 0; n < 3; n++)
        {
            (await server.From(Places.Next()).ExchangeAsync(key)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var refused = await server.From(Places.Next()).ExchangeAsync(key);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        Header(refused, "Retry-After").ShouldBe("20");
        (await server.From(Places.Next()).ExchangeAsync(other)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<Answer> StartAsync(Caller caller) => caller.PostAsync("/v1/auth/flows", new { type = "sign_in" });

    private static string Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : string.Empty;
}

/// <summary>A server that trusts no proxy.</summary>
public sealed class UntrustedProxyTests(SqliteServer server)
{
    [Fact]
    public async Task Who_is_no_trusted_proxy_can_not_say_where_a_call_comes_from()
    {
        var ada = await server.SignUpAsync();

        var answer = await server.SignInFromAsync("203.0.113.7", ada.Email);

        var session = (await server.From("203.0.113.7", answer.Text("tokens.accessToken")).GetAsync("/v1/me/sessions")).Items()
            .Single(session => session["isCurrent"]!.GetValue<bool>());
        session["ipAddress"]!.GetValue<string>().ShouldBe("127.0.0.1");
    }
}
