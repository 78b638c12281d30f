using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What time does to credentials.</summary>
public sealed class ClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_access_token_ends_after_its_life_and_the_refresh_token_gives_another()
    {
        var ada = await server.SignUpAsync();

        await server.AdvanceAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(31));

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var refreshed = await ada.RefreshAsync(ada.RefreshToken);
        (await new Caller(server.NewHttpClient(), refreshed.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_spent_refresh_token_that_comes_back_after_the_grace_ends_the_session()
    {
        var ada = await server.SignUpAsync();
        var successor = (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token");
        await server.AdvanceAsync(TimeSpan.FromSeconds(10));
        (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token").ShouldBe(successor);

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.refresh_reused");
        (await ada.RefreshAsync(successor)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_that_is_not_used_for_thirty_days_ends()
    {
        var ada = await server.SignUpAsync();

        await server.AdvanceAsync(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));

        (await ada.RefreshAsync(ada.RefreshToken)).Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_session_ends_after_ninety_days_however_much_it_is_used()
    {
        var ada = await server.SignUpAsync();
        var token = ada.RefreshToken;
        for (var day = 0; day < 80; day += 20)
        {
            await server.AdvanceAsync(TimeSpan.FromDays(20));
            token = (await ada.RefreshAsync(token)).Text("refresh_token");
        }

        await server.AdvanceAsync(TimeSpan.FromDays(10) + TimeSpan.FromMinutes(1));

        (await ada.RefreshAsync(token)).Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_key_ends_with_its_life_and_its_tokens_not_later()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var issued = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "short", scopes = new[] { "app:read" }, expiresIn = 60 });
        var key = issued.Text("key");

        var exchanged = await server.Anonymous().ExchangeAsync(key);
        exchanged.At("expires_in")!.GetValue<int>().ShouldBeInRange(59, 60);
        await server.AdvanceAsync(TimeSpan.FromSeconds(60));

        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.expired");
    }

    [Fact]
    public async Task A_flow_can_be_answered_for_fifteen_minutes()
    {
        var flow = await server.Anonymous().PostAsync("/v1/auth/flows", new { type = "sign_in" });
        await server.AdvanceAsync(TimeSpan.FromMinutes(15));

        (await server.Anonymous().PostAsync($"/v1/auth/flows/{flow.Text("id")}", new
        {
            kind = "identify",
            secret = flow.Text("secret"),
            answers = new { identifier = "ada@example.com" },
        })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }
}
