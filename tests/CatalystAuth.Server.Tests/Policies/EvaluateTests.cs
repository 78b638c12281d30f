using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.Policies;

public sealed class SqliteEvaluateTests(SqliteServer server) : EvaluateTests(server);

public sealed class PostgresEvaluateTests(PostgresServer server) : EvaluateTests(server);

public abstract class EvaluateTests(TestServer server)
{
    [Fact]
    public async Task A_caller_hears_what_a_requirement_says_of_them_part_by_part_and_why()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = (string[])["beta", "tier:gold"] })).ShouldBe(HttpStatusCode.OK);

        var answer = await EvaluateAsync(ada, $$$"""
            {"org":"{{{org}}}","require":{"all":[{"permission":"org:read"},{"any":[{"role":"viewer"},{"label":"tier"}]},{"not":{"group":"ops"}}]},
             "deny":{"any":[{"label":"blocked"},{"ip":"192.0.2.0/24"}]}}
            """);

        answer.At("allowed")!.GetValue<bool>().ShouldBeTrue(answer.Body);
        answer.Text("reason").ShouldBe("decision.allowed");
        answer.At("clause").ShouldBeNull();
        answer.Text("deny.verdict").ShouldBe("no");
        var parts = answer.At("require.parts")!.AsArray();
        parts[0]!.ToJsonString().ShouldBe("""{"kind":"permission","value":"org:read","verdict":"yes","sources":[{"kind":"role","id":"owner"}]}""");
        parts[1]!["parts"]![0]!.ToJsonString().ShouldBe("""{"kind":"role","value":"viewer","verdict":"no"}""");
        parts[1]!["parts"]![1]!["sources"]![0]!.ToJsonString().ShouldBe($$$"""{"kind":"org","id":"{{{org}}}"}""");
        parts[2]!["verdict"]!.GetValue<string>().ShouldBe("yes");
        answer.Text("inputs.subject").ShouldBe(ada.UserId);
        answer.Text("inputs.org").ShouldBe(org);
        answer.Text("inputs.clientAddress").ShouldBe("127.0.0.1");
        answer.At("inputs.labels")!.ToJsonString().ShouldBe("""["beta","tier:gold"]""");
        answer.At("inputs.amr")!.ToJsonString().ShouldContain("pwd");
    }

    [Fact]
    public async Task What_refuses_wins_and_what_is_not_known_lets_nobody_in()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var denied = await EvaluateAsync(ada, $$$"""{"org":"{{{org}}}","require":"public","deny":{"role":"owner"}}""");
        denied.At("allowed")!.GetValue<bool>().ShouldBeFalse();
        denied.Text("reason").ShouldBe("decision.denied");
        denied.Text("clause").ShouldBe("role owner");

        var night = await EvaluateAsync(
            ada, $$$$"""{"org":"{{{{org}}}}","at":"2026-07-06T18:00:00Z","require":{"time":{"after":"09:00","before":"18:00","zone":"Europe/Berlin"}}}""");
        night.Text("reason").ShouldBe("decision.requirement_failed");
        night.Text("clause").ShouldBe("time 09:00-18:00 Europe/Berlin");

        var bob = await server.SignUpAsync("Bob");
        await JoinAsync(ada, org, bob, "viewer");
        var unknown = await EvaluateAsync(ada, $$$$"""{"org":"{{{{org}}}}","subject":"{{{{bob.UserId}}}}","require":{"not":{"ip":"10.0.0.0/8"}}}""");
        unknown.At("allowed")!.GetValue<bool>().ShouldBeFalse();
        unknown.Text("require.verdict").ShouldBe("unknown");
        (await EvaluateAsync(ada, $$$"""{"org":"{{{org}}}","subject":"{{{bob.UserId}}}","require":{"mfa":{"maxAge":60}},"at":"2026-01-01T00:01:00Z","mfaAt":"2026-01-01T00:00:00Z"}"""))
            .At("allowed")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_app_says_what_forward_auth_would()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (key, _) = await ada.NewKeyAsync(org, "app:read");

        var bob = await server.SignUpAsync("Bob");
        await JoinAsync(ada, org, bob, "viewer");
        var open = await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/public/x"}""");
        open.Text("reason").ShouldBe("decision.public");
        open.At("rule")!.GetValue<int>().ShouldBe(0);
        open.Text("inputs.engine").ShouldBe("local");
        open.At("inputs.policyVersion")!.GetValue<int>().ShouldBe(1);

        var tricky = await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/public/%2e%2e/secret","subject":"{{{key}}}"}""");
        tricky.Text("inputs.path").ShouldBe("/secret");
        tricky.At("rule").ShouldBeNull();
        tricky.At("allowed")!.GetValue<bool>().ShouldBeTrue(tricky.Body);
        tricky.At("require.parts")!.AsArray()[1]!["sources"]!.ToJsonString().ShouldBe($$$"""[{"kind":"key","id":"{{{key}}}"}]""");

        (await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/secret"}""")).Text("reason").ShouldBe("decision.allowed");
        (await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/secret","subject":"{{{bob.UserId}}}"}""")).Text("clause").ShouldBe("scope app:read");
        (await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/public/\\x"}""")).Text("reason").ShouldBe("decision.bad_request");
        (await ada.PatchAsync($"/v1/apps/{app}", Json.Content("""{"rules":[{"path":"/a","methods":["POST"],"require":"public"}]}"""))).ShouldBe(HttpStatusCode.OK);
        (await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/a"}""")).Text("reason").ShouldBe("decision.no_rule");
        (await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/a","method":"POST"}""")).Text("reason").ShouldBe("decision.public");
    }

    [Fact]
    public async Task An_app_says_whose_tokens_it_takes_and_refuses_a_key_that_gets_none_of_them()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (usual, _) = await ada.NewKeyAsync(org, "app:read");
        var search = (await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "app:read" }, audiences = new[] { "index", "search" } })).Text("id");

        var open = await EvaluateAsync(ada, Of(usual));
        open.Text("reason").ShouldBe("decision.allowed");
        open.At("inputs.audiences")!.ToJsonString().ShouldBe("""["http://localhost:5080"]""");
        open.At("inputs.tokenAudiences")!.ToJsonString().ShouldBe("""["http://localhost:5080"]""");
        (await EvaluateAsync(ada, Of(search))).Text("reason").ShouldBe("decision.wrong_audience");

        (await ada.PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "search" } })).ShouldBe(HttpStatusCode.OK);
        var refused = await EvaluateAsync(ada, Of(usual));
        (refused.At("allowed")!.GetValue<bool>(), refused.Text("reason"), refused.Text("require.verdict")).ShouldBe((false, "decision.wrong_audience", "yes"));
        var taken = await EvaluateAsync(ada, Of(search));
        taken.Text("reason").ShouldBe("decision.allowed");
        taken.At("inputs.tokenAudiences")!.ToJsonString().ShouldBe("""["index","search"]""");

        // A user may come by a cookie; the inputs say that a token of theirs is not taken.
        var user = await EvaluateAsync(ada, Of(ada.UserId));
        user.Text("reason").ShouldBe("decision.allowed");
        (user.At("inputs.audiences")!.ToJsonString(), user.At("inputs.tokenAudiences")!.ToJsonString()).ShouldBe(("""["search"]""", """["http://localhost:5080"]"""));
        (await EvaluateAsync(ada, $$$"""{"org":"{{{org}}}","require":"public"}""")).At("inputs.audiences").ShouldBeNull();

        string Of(string subject) => $$$"""{"app":"{{{app}}}","path":"/secret","subject":"{{{subject}}}"}""";
    }

    [Fact]
    public async Task A_key_asks_of_itself_with_the_scopes_of_its_token()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read", "app:write");
        var caller = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key, "app:read")).Text("access_token"));

        var held = await EvaluateAsync(caller, """{"require":{"scope":"app:read"}}""");
        held.At("allowed")!.GetValue<bool>().ShouldBeTrue();
        held.Text("inputs.subject").ShouldBe(id);
        (await EvaluateAsync(caller, """{"require":{"scope":"app:write"}}""")).At("allowed")!.GetValue<bool>().ShouldBeFalse();
        (await EvaluateAsync(caller, """{"require":{"mfa":{}}}""")).Text("require.verdict").ShouldBe("unknown");
        (await caller.PostAsync("/v1/policies/evaluate", Json.Content($$$"""{"require":"public","subject":"{{{ada.UserId}}}"}""")))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
    }

    [Fact]
    public async Task A_members_own_key_is_nothing_to_who_only_reads_the_organisations()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        await ada.NewKeyAsync(org, "app:read");
        var issued = await ada.PostAsync("/v1/me/keys", new { org, name = "mine", scopes = new[] { "app:read" } });
        issued.ShouldBe(HttpStatusCode.Created);
        var question = $$$"""{"org":"{{{org}}}","require":"public","subject":"{{{issued.Text("id")}}}"}""";
        var (_, key) = await ada.NewKeyAsync(org, "keys:read");
        var reader = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        await RefusedAsync(reader, question, HttpStatusCode.NotFound, "policy.subject_not_found");
        (await EvaluateAsync(ada, question)).At("allowed")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_not_ask_is_not_told()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (key, _) = await ada.NewKeyAsync(org, "app:read");
        var bob = await server.SignUpAsync("Bob");
        await JoinAsync(ada, org, bob, "viewer");
        var eve = await server.SignUpAsync("Eve");
        await eve.NewOrgAsync();
        var (evesKey, _) = await eve.NewKeyAsync(await eve.NewOrgAsync(), "app:read");

        await RefusedAsync(server.Anonymous(), $$$"""{"org":"{{{org}}}","require":"public"}""", HttpStatusCode.Unauthorized, "auth.unauthenticated");
        await RefusedAsync(eve, $$$"""{"org":"{{{org}}}","require":"public"}""", HttpStatusCode.NotFound, "org.not_found");
        await RefusedAsync(eve, $$$"""{"app":"{{{app}}}","path":"/"}""", HttpStatusCode.NotFound, "app.not_found");
        await RefusedAsync(bob, $$$"""{"app":"{{{app}}}","path":"/"}""", HttpStatusCode.Forbidden, "auth.permission_denied");
        await RefusedAsync(bob, $$$"""{"org":"{{{org}}}","require":"public","subject":"{{{ada.UserId}}}"}""", HttpStatusCode.Forbidden, "auth.permission_denied");
        await RefusedAsync(bob, $$$"""{"org":"{{{org}}}","require":"public","subject":"{{{key}}}"}""", HttpStatusCode.Forbidden, "auth.permission_denied");
        (await EvaluateAsync(bob, $$$"""{"org":"{{{org}}}","require":{"role":"viewer"}}""")).At("allowed")!.GetValue<bool>().ShouldBeTrue();
        foreach (var stranger in (string[])[eve.UserId, evesKey, "somebody", "user_01h2xcejqtf2nbrexx3vqjhp41", "key_01h2xcejqtf2nbrexx3vqjhp41", ""])
        {
            await RefusedAsync(
                ada, $$$"""{"org":"{{{org}}}","require":"public","subject":"{{{stranger}}}"}""", HttpStatusCode.NotFound, "policy.subject_not_found");
        }

        (await ada.DeleteAsync($"/v1/keys/{key}")).ShouldBe(HttpStatusCode.NoContent);
        await RefusedAsync(ada, $$$"""{"org":"{{{org}}}","require":"public","subject":"{{{key}}}"}""", HttpStatusCode.NotFound, "policy.subject_not_found");
    }

    [Theory]
    [InlineData("""{}""", "policy.invalid_question", "require")]
    [InlineData("""{"require":"public"}""", "policy.invalid_question", "org")]
    [InlineData("""{"require":"public","org":"Not A Slug"}""", "policy.invalid_question", "org")]
    [InlineData("""{"require":"public","app":"APP","path":"/"}""", "policy.invalid_question", "require")]
    [InlineData("""{"app":"APP"}""", "policy.invalid_question", "path")]
    [InlineData("""{"app":"APP","path":""}""", "policy.invalid_question", "path")]
    [InlineData("""{"app":"APP","path":"/","org":"ORG"}""", "policy.invalid_question", "app")]
    [InlineData("""{"app":"APP","path":"/","deny":"public"}""", "policy.invalid_question", "app")]
    [InlineData("""{"app":"APP","path":"/","method":"get"}""", "policy.invalid_question", "method")]
    [InlineData("""{"org":"ORG","require":"public","path":"/"}""", "policy.invalid_question", "path")]
    [InlineData("""{"org":"ORG","require":"public","clientAddress":"here"}""", "policy.invalid_question", "clientAddress")]
    [InlineData("""{"org":"ORG","require":{"any":[{"ip":"10.0.0.0/33"}]}}""", "policy.invalid_requirement", "/require/any/0/ip")]
    [InlineData("""{"org":"ORG","require":"public","deny":{"not":"public"}}""", "policy.invalid_requirement", "/deny/not")]
    [InlineData("""{"org":"ORG","require":{"any":["public",{"scope":""}]}}""", "request.invalid", "/require/any/1/scope")]
    [InlineData("""{"org":"ORG","require":{"time":{"after":"9:00","zone":"UTC"}}}""", "request.invalid", "/require/time/after")]
    [InlineData("""{"org":"ORG","require":"public","more":1}""", "request.invalid", null)]
    [InlineData("""{"org":"ORG","require":"public","at":"soon"}""", "request.invalid", null)]
    public async Task A_question_that_makes_no_sense_is_refused_with_its_place(string body, string code, string? field)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);

        var refused = await RefusedAsync(
            ada, body.Replace("ORG", org, StringComparison.Ordinal).Replace("APP", app, StringComparison.Ordinal), HttpStatusCode.BadRequest, code);

        if (field is not null)
        {
            refused.At("errors")!.AsObject().Select(error => error.Key).ShouldBe([field]);
        }
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_refused()
    {
        var ada = await server.SignUpAsync();
        var app = await ada.NewAppAsync(await ada.NewOrgAsync());
        var body = new JsonObject { ["app"] = app, ["path"] = "/" + new string('x', 2048) };

        (await ada.PostAsync("/v1/policies/evaluate", body)).ShouldBe(HttpStatusCode.BadRequest, "policy.invalid_question");
    }

    [Fact]
    public async Task Hidden_labels_are_found_out_by_nobody()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/risk", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = (string[])["risk:high"] })).ShouldBe(HttpStatusCode.OK);

        var answer = await EvaluateAsync(ada, $$$"""{"org":"{{{org}}}","require":{"label":"risk"}}""");

        answer.At("allowed")!.GetValue<bool>().ShouldBeFalse();
        answer.At("inputs.labels")!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decision_says_where_what_it_was_based_on_came_from_and_who_asked_may_read_it()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = (string[])["blocked"] })).ShouldBe(HttpStatusCode.OK);
        var bob = await server.SignUpAsync("Bob");
        await JoinAsync(ada, org, bob, "viewer");
        var app = await ada.NewAppAsync(org);
        (await ada.PatchAsync($"/v1/apps/{app}", Json.Content(
            """{"rules":[{"path":"/**","require":{"any":[{"role":"viewer"},{"ip":"10.0.0.0/8"}]},"deny":{"label":"blocked"}}]}"""))).ShouldBe(HttpStatusCode.OK);
        var token = (await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org))).Text("access_token");

        var denied = await server.AskGateAsync(app, "/x", token);
        denied.Status.ShouldBe(HttpStatusCode.Forbidden);
        var id = denied.Text("decisionId");
        var read = await Eventually.GetAsync(
            () => ada.GetAsync($"/v1/decisions/{id}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));

        read.Text("reason").ShouldBe("decision.denied");
        read.Text("clause").ShouldBe("label blocked");
        read.Text("subject").ShouldBe(bob.UserId);
        read.At("basis.policyVersion")!.GetValue<int>().ShouldBe(2);
        read.Text("basis.rulePath").ShouldBe("/**");
        read.At("basis.deny")!.ToJsonString().ShouldBe(
            $$$"""{"kind":"label","value":"blocked","verdict":"yes","sources":[{"kind":"org","id":"{{{org}}}"}]}""");
        read.At("basis.require.parts")!.AsArray()[0]!["sources"]![0]!["kind"]!.GetValue<string>().ShouldBe("membership");
        (await bob.GetAsync($"/v1/decisions/{id}")).Text("basis.tokenId").ShouldBe(read.Text("basis.tokenId"));

        // As long as they are in the organisation, and only theirs.
        var other = await server.AskGateAsync(app, "/x", "nonsense");
        await Eventually.GetAsync(
            () => ada.GetAsync($"/v1/decisions/{other.Text("decisionId")}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
        (await bob.GetAsync($"/v1/decisions/{other.Text("decisionId")}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/decisions/{id}")).ShouldBe(HttpStatusCode.NotFound, "decision.not_found");
    }

    [Fact]
    public async Task A_decision_about_a_key_says_where_its_labels_features_and_plan_came_from_as_asking_does()
    {
        var (ada, admin) = (await server.SignUpAsync(), await server.SignInAdminAsync());
        var (org, plan) = (await ada.NewOrgAsync(), $"p{Guid.CreateVersion7():N}");
        (await admin.PostAsync("/v1/plans", new { key = plan, name = "Pro", features = new[] { "reports" } })).ShouldBe(HttpStatusCode.Created);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = (string[])["region:eu"] })).ShouldBe(HttpStatusCode.OK);
        var app = await ada.NewAppAsync(org);
        (await ada.PatchAsync($"/v1/apps/{app}", Json.Content(
            $$$"""{"rules":[{"path":"/**","require":{"all":[{"scope":"app:read"},{"label":"tier"},{"label":"region:eu"},{"feature":"reports"},{"plan":"{{{plan}}}"}]}}]}"""))).ShouldBe(HttpStatusCode.OK);
        var issued = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "app:read" }, labels = new[] { "tier:gold" } });
        issued.ShouldBe(HttpStatusCode.Created);
        var token = (await server.Anonymous().ExchangeAsync(issued.Text("key"))).Text("access_token");

        var allowed = await server.AskGateAsync(app, "/x", token);
        allowed.Status.ShouldBe(HttpStatusCode.OK);
        var read = await Eventually.GetAsync(
            () => ada.GetAsync($"/v1/decisions/{allowed.Headers.GetValues("X-Decision-ID").Single()}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
        var asked = await EvaluateAsync(ada, $$$"""{"app":"{{{app}}}","path":"/x","subject":"{{{issued.Text("id")}}}"}""");

        var parts = read.At("basis.require.parts")!;
        parts.ToJsonString().ShouldBe(asked.At("require.parts")!.ToJsonString());
        parts.AsArray().Select(part => part!["sources"]![0]!["kind"]!.GetValue<string>()).ShouldBe(["key", "key", "org", "plan", "org"]);
    }

    [Fact]
    public async Task A_key_reads_the_denial_that_came_before_a_rule_was_asked()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        (await ada.PatchAsync($"/v1/apps/{app}", new { audiences = new[] { "search" } })).ShouldBe(HttpStatusCode.OK);
        var issued = await ada.PostAsync("/v1/me/keys", new { org, name = "mine", scopes = new[] { "app:read" } });
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(issued.Text("key"))).Text("access_token"));

        var denied = await server.AskGateAsync(app, "/secret", key.AccessToken);
        denied.Text("code").ShouldBe("decision.wrong_audience");
        var read = await Eventually.GetAsync(
            () => key.GetAsync($"/v1/decisions/{denied.Text("decisionId")}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));

        read.Text("basis.key").ShouldBe(issued.Text("id"));
        read.At("basis.require").ShouldBeNull();
    }

    private static async Task<Answer> EvaluateAsync(Caller caller, string body)
    {
        var answer = await caller.PostAsync("/v1/policies/evaluate", Json.Content(body));
        answer.ShouldBe(HttpStatusCode.OK);
        return answer;
    }

    private static async Task<Answer> RefusedAsync(Caller caller, string body, HttpStatusCode status, string code)
    {
        var answer = await caller.PostAsync("/v1/policies/evaluate", Json.Content(body));
        answer.ShouldBe(status, code);
        return answer;
    }

    private static async Task JoinAsync(Caller owner, string org, Caller member, string role) =>
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = member.UserId, role })).ShouldBe(HttpStatusCode.Created);
}
