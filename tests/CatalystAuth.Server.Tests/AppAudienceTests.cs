using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAppAudienceTests(SqliteServer server) : AppAudienceTests(server);

public sealed class PostgresAppAudienceTests(PostgresServer server) : AppAudienceTests(server);

/// <summary>Whom the bearer tokens that an app takes may be for.</summary>
public abstract class AppAudienceTests(TestServer server)
{
    [Fact]
    public async Task An_app_takes_tokens_for_the_audiences_that_it_was_given_as_soon_as_it_was()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (_, key) = await ada.NewKeyAsync(org, "app:read");
        var issued = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "app:read" }, audiences = new[] { "search" } });
        var (usual, search) = ((await server.Anonymous().ExchangeAsync(key)).Text("access_token"), (await server.Anonymous().ExchangeAsync(issued.Text("key"))).Text("access_token"));
        await GoAsync(usual, HttpStatusCode.OK);
        await GoAsync(search, HttpStatusCode.Unauthorized);

        var changed = await ada.PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "search", "index" } });
        changed.ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/apps/{app}")).At("audiences")!.ToJsonString().ShouldBe("""["search","index"]""");
        await GoAsync(usual, HttpStatusCode.Unauthorized);
        await GoAsync(search, HttpStatusCode.OK);
        await GoAsync(ada.AccessToken!, HttpStatusCode.Unauthorized);

        // What is not said stays, and none is the server's own again.
        (await ada.PatchAsync($"/v1/apps/{app}", new { name = "Other" })).At("audiences")!.AsArray().Count.ShouldBe(2);
        (await ada.PatchAsync($"/v1/apps/{app}", new { audiences = Array.Empty<string>() })).At("audiences")!.AsArray().ShouldBeEmpty();
        await GoAsync(usual, HttpStatusCode.OK);
        await GoAsync(search, HttpStatusCode.Unauthorized);

        async Task GoAsync(string token, HttpStatusCode status) => (await server.AskGateAsync(app, "/reports", token)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Audiences_that_are_none_are_refused_when_an_app_is_made_and_when_it_is_changed()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        object[] bad =
        [
            new[] { "" }, new[] { "a b" }, new[] { "\u00fc" }, new[] { "a\"b" }, new[] { "search", "search" }, new[] { $"{org}/graph" }, new[] { "ORG_x" },
            new[] { new string('x', 201) }, new string?[] { null }, Enumerable.Range(0, 21).Select(n => $"a{n}"),
        ];

        foreach (var audiences in bad)
        {
            (await ada.PatchAsync($"/v1/apps/{app}", new { audiences })).ShouldBe(HttpStatusCode.BadRequest, "app.invalid_audience");
            (await ada.PostAsync($"/v1/orgs/{org}/apps", new { name = "a", hosts = new[] { "a.localhost" }, rules = new[] { new { path = "/**", require = "public" } }, audiences }))
                .ShouldBe(HttpStatusCode.BadRequest, "app.invalid_audience");
        }

        (await ada.GetAsync($"/v1/apps/{app}")).At("version")!.GetValue<int>().ShouldBe(1);
        (await ada.PatchAsync($"/v1/apps/{app}", new { audiences = Enumerable.Range(0, 20).Select(n => new string('x', 190) + n) })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_not_change_an_app_does_not_say_whose_tokens_it_takes()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (_, key) = await ada.NewKeyAsync(org, "apps:read");
        var reader = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        (await reader.PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "x" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await (await server.SignUpAsync("Eve")).PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "x" } })).ShouldBe(HttpStatusCode.NotFound, "app.not_found");
        (await server.Anonymous().PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "x" } })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
