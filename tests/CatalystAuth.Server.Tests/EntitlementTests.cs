using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteEntitlementTests(SqliteServer server) : EntitlementTests(server);

public sealed class PostgresEntitlementTests(PostgresServer server) : EntitlementTests(server);

public abstract class EntitlementTests(TestServer server)
{
    [Fact]
    public async Task A_subscription_is_in_the_identity_the_tokens_and_what_policies_see()
    {
        var (admin, ada, org, plan) = await NewSubscriberAsync(["sso"], [new { name = "seats", max = 3 }], ["tier:pro"]);

        var effective = await ada.GetAsync($"/v1/me/effective?org={org}");
        effective.Text("plan").ShouldBe(plan);
        effective.At("features")!.ToJsonString().ShouldBe($$$"""[{"name":"sso","granted":true,"source":{"kind":"plan","id":"{{{plan}}}"}}]""");
        effective.At("limits")!.ToJsonString()
            .ShouldBe($$$"""[{"name":"seats","max":3,"per":"lifetime","source":{"kind":"plan","id":"{{{plan}}}"}}]""");
        effective.At("labels")!.ToJsonString().ShouldBe($$$"""[{"label":"tier:pro","source":{"kind":"plan","id":"{{{plan}}}"},"clientVisible":true}]""");
        var claims = Jwt.Payload((await EnterAsync(ada, org)).AccessToken!);
        claims["plan"]!.GetValue<string>().ShouldBe(plan);
        claims["ent"]!.ToJsonString().ShouldBe("""{"seats":3,"sso":true}""");
        claims["labels"]!.ToJsonString().ShouldBe("""["tier:pro"]""");

        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var ofKey = Jwt.Payload((await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        ofKey["plan"]!.GetValue<string>().ShouldBe(plan);
        ofKey["ent"]!.ToJsonString().ShouldBe("""{"seats":3,"sso":true}""");
        ofKey["labels"]!.ToJsonString().ShouldBe("""["tier:pro"]""");
        (await ada.GetAsync($"/v1/orgs/{org}/entitlements")).Text("effective.plan").ShouldBe(plan);
        (await admin.GetAsync($"/v1/orgs/{org}/entitlements")).Text("plan").ShouldBe(plan);
    }

    [Fact]
    public async Task Forward_auth_asks_for_plans_and_features()
    {
        var (admin, ada, org, plan) = await NewSubscriberAsync(["sso"]);
        var app = await ada.PostAsync($"/v1/orgs/{org}/apps", Json.Content($$$"""
            {"name":"Gate","hosts":["app.localhost"],"rules":[
              {"path":"/sso/**","require":{"feature":"sso"}},{"path":"/beta/**","require":{"feature":"beta"}},{"path":"/**","require":{"plan":"{{{plan}}}"}}]}
            """));
        app.ShouldBe(HttpStatusCode.Created);
        var token = (await EnterAsync(ada, org)).AccessToken!;

        (await AskAsync(app.Text("id"), "/sso/x", token)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(app.Text("id"), "/x", token)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(app.Text("id"), "/beta/x", token)).ShouldBe(HttpStatusCode.Forbidden);

        (await admin.PatchAsync($"/v1/plans/{plan}", new { features = new[] { "beta" } })).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(app.Text("id"), "/sso/x", token)).ShouldBe(HttpStatusCode.Unauthorized);
        token = (await EnterAsync(ada, org)).AccessToken!;
        (await AskAsync(app.Text("id"), "/sso/x", token)).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(app.Text("id"), "/beta/x", token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Overrides_of_the_organisation_win_over_the_plan_and_those_of_the_user_over_both()
    {
        var (admin, ada, org, plan) = await NewSubscriberAsync(["sso", "audit"], [new { name = "seats", max = 3 }]);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new
        {
            plan,
            features = new object[] { new { name = "audit", granted = false }, new { name = "beta", reason = "Asked nicely" } },
            limits = new object[] { new { name = "seats", max = (int?)null, reason = "Secret deal" } },
        })).ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/v1/users/{ada.UserId}/entitlements", new
        {
            features = new object[] { new { name = "audit" }, new { name = "beta", granted = false } },
            limits = new object[] { new { name = "seats", max = 9 } },
        })).ShouldBe(HttpStatusCode.OK);

        var effective = await ada.GetAsync($"/v1/me/effective?org={org}");
        effective.At("features")!.AsArray().Select(feature => $"{feature!["name"]}:{feature["granted"]}<{feature["source"]!["id"]}")
            .ShouldBe([$"audit:true<{ada.UserId}", $"beta:false<{ada.UserId}", $"sso:true<{plan}"]);
        effective.At("limits")!.AsArray().Single()!["max"]!.GetValue<int>().ShouldBe(9);
        Jwt.Payload((await EnterAsync(ada, org)).AccessToken!)["ent"]!.ToJsonString().ShouldBe("""{"audit":true,"seats":9,"sso":true}""");

        // What the platform thought when it gave is not for the organisation.
        var seen = await ada.GetAsync($"/v1/orgs/{org}/entitlements");
        seen.Body.ShouldNotContain("Secret deal");
        seen.Body.ShouldNotContain("Asked nicely");
        seen.At("effective.limits")!.AsArray().Single()!["max"].ShouldBeNull();
        (await admin.GetAsync($"/v1/orgs/{org}/entitlements")).Body.ShouldContain("Secret deal");
    }

    [Fact]
    public async Task What_is_taken_away_is_in_no_live_token_and_what_is_given_kills_none()
    {
        var (admin, ada, org, plan) = await NewSubscriberAsync(["sso"], [new { name = "seats", max = 3 }]);
        var token = await EnterAsync(ada, org);

        // More.
        (await admin.PatchAsync($"/v1/plans/{plan}", new { name = "Other", features = new[] { "sso", "audit" }, limits = new[] { new { name = "seats", max = 4 } } }))
            .ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).At("features")!.AsArray().Count.ShouldBe(2);

        // Less by the plan.
        (await admin.PatchAsync($"/v1/plans/{plan}", new { limits = new[] { new { name = "seats", max = 2 } } })).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        // Less by an override of the organisation.
        token = await EnterAsync(ada, org);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan, features = new[] { new { name = "sso", granted = false } } }))
            .ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        // Less by one of the user, in the organisation only.
        token = await EnterAsync(ada, org);
        (await admin.PutAsync($"/v1/users/{ada.UserId}/entitlements", new { features = new[] { new { name = "audit", granted = false } } }))
            .ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        // Less time.
        token = await EnterAsync(ada, org);
        var end = TimeProvider.System.GetUtcNow().AddHours(1);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan, expiresAt = end })).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        token = await EnterAsync(ada, org);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan, expiresAt = end.AddMinutes(-58) })).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        // More time.
        token = await EnterAsync(ada, org);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan, expiresAt = end })).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        // The end of the subscription.
        token = await EnterAsync(ada, org);
        (await admin.DeleteAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.NoContent);
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.GetAsync($"/v1/me/effective?org={org}")).At("plan").ShouldBeNull();
    }

    [Fact]
    public async Task Another_organisation_and_its_tokens_do_not_notice()
    {
        var (admin, ada, org, plan) = await NewSubscriberAsync(["sso"]);
        var bob = await server.SignUpAsync("Bob");
        var other = await bob.NewOrgAsync("Other");
        var token = await EnterAsync(bob, other);

        (await admin.PatchAsync($"/v1/plans/{plan}", new { features = Array.Empty<string>() })).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.NoContent);

        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await bob.GetAsync($"/v1/orgs/{org}/usage")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync($"/v1/orgs/{other}/entitlements")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    [Fact]
    public async Task Only_the_platform_changes_entitlements_and_users_do_not_see_those_of_users()
    {
        var (_, ada, org, plan) = await NewSubscriberAsync(["sso"]);

        (await ada.PutAsync($"/v1/orgs/{org}/entitlements", new { plan })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.DeleteAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/users/{ada.UserId}/entitlements")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.PutAsync($"/v1/users/{ada.UserId}/entitlements", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.DeleteAsync($"/v1/users/{ada.UserId}/entitlements")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await server.Anonymous().GetAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        var (_, key) = await ada.NewKeyAsync(org, "entitlements:read", "org:read");
        var ofKey = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        (await ofKey.GetAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.OK);
        (await ofKey.PutAsync($"/v1/orgs/{org}/entitlements", new { plan })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
    }

    [Theory]
    [InlineData("""{"plan":"none-such"}""", HttpStatusCode.NotFound, "plan.not_found")]
    [InlineData("""{"expiresAt":"2030-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"plan":"x","startsAt":"2030-01-01T00:00:00Z","expiresAt":"2030-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"features":[{"name":"A"}]}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"features":[{"name":"a"},{"name":"a","granted":false}]}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"features":[null]}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"limits":[{"name":"a","max":-1}]}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"limits":[{"name":"members","max":1,"per":"month"}]}""", HttpStatusCode.BadRequest, "entitlement.invalid")]
    [InlineData("""{"limits":[{"name":"a"}]}""", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("""{"version":3}""", HttpStatusCode.BadRequest, "request.invalid")]
    public async Task What_is_malformed_is_refused_and_changes_nothing(string body, HttpStatusCode status, string code)
    {
        var admin = await server.SignInAdminAsync();
        var org = await (await server.SignUpAsync()).NewOrgAsync();

        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", Json.Content(body))).ShouldBe(status, code);

        (await admin.GetAsync($"/v1/orgs/{org}/entitlements")).At("version")!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_change_that_is_based_on_an_old_version_is_refused_and_of_two_first_ones_one_is_made()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        string[] paths = [$"/v1/orgs/{org}/entitlements", $"/v1/users/{ada.UserId}/entitlements"];
        foreach (var path in paths)
        {
            (await admin.GetAsync(path)).Headers.ETag!.Tag.ShouldBe("\"0\"");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => admin.SendAsync(
                HttpMethod.Put, path, new { features = new[] { new { name = $"f{i}" } } }, "\"0\"")));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Count(answer => answer.Code == "request.version_mismatch").ShouldBe(3);
            (await admin.GetAsync(path)).Headers.ETag!.Tag.ShouldBe("\"1\"");
        }

        (await server.RecordsOfAsync(org)).Count(record => record.Action == "entitlement.changed").ShouldBe(1);
        (await server.RecordsOfAsync(ada.UserId)).Count(record => record.Action == "entitlement.changed").ShouldBe(1);
        (await admin.PutAsync("/v1/users/user_01h455vb4pex5vsknk084sn02q/entitlements", new { })).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
    }

    private async Task<(Caller Admin, Caller Ada, string Org, string Plan)> NewSubscriberAsync(
        string[] features, object[]? limits = null, string[]? labels = null)
    {
        var admin = await server.SignInAdminAsync();
        var plan = PlanTests.NewKey();
        await PlanTests.NewPlanAsync(admin, plan, features, limits, labels);
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan })).ShouldBe(HttpStatusCode.OK);
        return (admin, ada, org, plan);
    }

    private Task<Caller> EnterAsync(Caller caller, string org) => server.EnterAsync(caller, org);

    private async Task<Answer> AskAsync(string app, string path, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ForwardAuthUrl, $"/fa/caddy/{app}"));
        request.Headers.Add("X-Forwarded-Method", "GET");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Host", "app.localhost");
        request.Headers.Add("X-Forwarded-Uri", path);
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
