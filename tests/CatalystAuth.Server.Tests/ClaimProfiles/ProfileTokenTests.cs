using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.ClaimProfiles;

public sealed class SqliteProfileTokenTests(SqliteServer server) : ProfileTokenTests(server);

public sealed class PostgresProfileTokenTests(PostgresServer server) : ProfileTokenTests(server);

/// <summary>Tokens for other systems, as those read them.</summary>
public abstract class ProfileTokenTests(TestServer server)
{
    private const string Issuer = "http://localhost:5080";
    private const string ApiKey = "qdrant-api-key-0123456789-abcdefghij";

    [Fact]
    public async Task Hasura_lets_in_with_the_roles_of_the_mapping_and_no_other()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("""{"role":"owner","to":"manager"},{"role":"owner","to":"user"},{"role":"viewer","to":"guest"}"""));

        var token = await TokenAsync(ada);

        var hasura = await ConsumersAsync(org);
        hasura.Hasura(token).ShouldBe("manager");
        hasura.Hasura(token, "user").ShouldBe("user");
        Should.Throw<Refused>(() => hasura.Hasura(token, "admin"));
        Should.Throw<Refused>(() => hasura.Hasura(token, "guest"));
        Jwt.Payload(token)["https://hasura.io/jwt/claims"]!["x-hasura-user-id"]!.GetValue<string>().ShouldBe(ada.UserId);
        await AgreesAsync("hasura", token, org);
    }

    [Fact]
    public async Task PostgREST_and_Supabase_change_to_the_role_of_the_mapping()
    {
        foreach (var kind in new[] { "postgrest", "supabase" })
        {
            var (ada, org) = await NewOrgAsync(kind, Map("""{"role":"viewer","to":"guest"}""", "authenticated"));

            var token = await TokenAsync(ada);

            var consumers = await ConsumersAsync(org);
            consumers.PostgRest(token).ShouldBe("authenticated");
            consumers.Supabase(token).ShouldBe("authenticated");
            await AgreesAsync(kind, token, org);
        }
    }

    [Fact]
    public async Task Grafana_gets_a_role_and_never_a_server_administrator()
    {
        var (ada, org) = await NewOrgAsync("grafana", Map("""{"role":"owner","to":"Admin"}"""));

        var token = await TokenAsync(ada);

        (await ConsumersAsync(org)).Grafana(token).ShouldBe((ada.UserId, "Admin", false));
        Jwt.Payload(token)["email"].ShouldBeNull("The address is not proven, and Grafana finds accounts by it.");
        await AgreesAsync("grafana", token, org);
    }

    [Fact]
    public async Task Kubernetes_gets_groups_with_a_prefix_and_those_of_the_mapping()
    {
        var (ada, org) = await NewOrgAsync("kubernetes", Map("""{"role":"owner","to":"deployers"}"""));
        await JoinGroupAsync(ada, org, "Masters");

        var token = await TokenAsync(await server.EnterAsync(ada, org));

        var (user, groups) = (await ConsumersAsync(org)).Kubernetes(token);
        user.ShouldBe($"catalyst:{ada.UserId}");
        groups.ShouldBe(["catalyst:masters", "deployers"]);
        await AgreesAsync("kubernetes", token, org);
    }

    [Fact]
    public async Task LiteLLM_gets_the_organisation_as_team_and_no_administrator()
    {
        var (ada, org) = await NewOrgAsync("litellm", Map("""{"role":"owner","to":"models-all"}"""));

        var token = await TokenAsync(ada);

        (await ConsumersAsync(org)).LiteLlm(token).ShouldBe((ada.UserId, org, false));
        Jwt.Payload(token)["scope"]!.GetValue<string>().ShouldBe("models-all");
        await AgreesAsync("litellm", token, org);
    }

    [Fact]
    public async Task MinIO_gets_policies()
    {
        var (ada, org) = await NewOrgAsync("minio", Map("""{"role":"owner","to":"readwrite"},{"role":"owner","to":"diagnostics"}"""));

        var token = await TokenAsync(ada);

        (await ConsumersAsync(org)).MinIo(token).ShouldBe(["readwrite", "diagnostics"]);
        await AgreesAsync("minio", token, org);
    }

    [Fact]
    public async Task Qdrant_gets_what_the_key_holds_signed_with_its_own_secret()
    {
        var (ada, org) = await NewOrgAsync("qdrant", QdrantMap, ApiKey);
        var key = await NewKeyAsync(ada, org, "docs:read", "docs:write", "img:read");

        var token = await ExchangeAsync(key);

        May(token, "docs").ShouldBe("rw");
        May(token, "img").ShouldBe("r");
        May(token, "other").ShouldBe("-");
        May(await ExchangeAsync(key, "docs:read"), "docs").ShouldBe("r");
        Should.Throw<Refused>(() => Consumers.Qdrant(token, ApiKey + "2", "docs", Now));
        Should.Throw<Refused>(() => Consumers.Qdrant(token, ApiKey, "docs", Now.AddMinutes(6)));
        ConsumerCheck.FaultsOf(ProfileCatalogue.Find("qdrant")!, token, new(Now, Issuer, $"{org}/there", Secret: ApiKey)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_nothing_in_Qdrant_gets_no_token_rather_than_one_that_may_everything()
    {
        var (ada, org) = await NewOrgAsync("qdrant", QdrantMap, ApiKey);
        var key = await NewKeyAsync(ada, org, "org:read");

        var refused = await AskAsync(key);

        refused.ShouldBe(HttpStatusCode.BadRequest, "claim_profile.nothing_left");
        refused.Text("error").ShouldBe("access_denied");
    }

    [Fact]
    public async Task All_of_Qdrant_is_for_who_holds_the_scope_for_it()
    {
        var (ada, org) = await NewOrgAsync("qdrant", QdrantMap, ApiKey);

        May(await ExchangeAsync(await NewKeyAsync(ada, org, "vectors:manage", "docs:read")), "any").ShouldBe("m");
        May(await ExchangeAsync(await NewKeyAsync(ada, org, "docs:read")), "any").ShouldBe("-");
    }

    [Fact]
    public async Task A_new_secret_ends_the_tokens_of_the_old()
    {
        var (ada, org) = await NewOrgAsync("qdrant", QdrantMap, ApiKey);
        var key = await NewKeyAsync(ada, org, "docs:read");
        var old = await ExchangeAsync(key);

        await SetAsync(ada, org, "qdrant", QdrantMap, ApiKey + "-new");

        Should.Throw<Refused>(() => Consumers.Qdrant(old, ApiKey + "-new", "docs", Now));
        Consumers.Qdrant(await ExchangeAsync(key), ApiKey + "-new", "docs", Now).ShouldBe("r");
    }

    [Fact]
    public async Task Another_organisations_token_for_the_same_audience_is_for_another_audience()
    {
        var (_, org) = await NewOrgAsync("hasura", Map("", "user"));
        var (eve, _) = await NewOrgAsync("hasura", Map("", "user"));

        var token = await TokenAsync(eve);

        var hasura = await ConsumersAsync(org);
        Should.Throw<Refused>(() => hasura.Hasura(token)).Message.ShouldBe("wrong audience");
    }

    [Fact]
    public async Task A_role_of_ones_own_with_the_name_of_a_privilege_there_gives_nothing_there()
    {
        // Our own role admin is no admin of Hasura's.
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);

        (await ConsumersAsync(org)).Hasura(await TokenAsync(await server.EnterAsync(bob, org))).ShouldBe("user");
    }

    [Fact]
    public async Task A_token_for_another_system_opens_nothing_here_and_is_not_exchanged_again()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var token = await TokenAsync(ada);

        (await new Caller(server.NewHttpClient(), token).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var again = await AskAsync(token, type: AccessToken);
        again.ShouldBe(HttpStatusCode.BadRequest, "auth.invalid_token");
        again.Text("error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task An_access_token_is_exchanged_for_audiences_of_its_organisation_only()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var elsewhere = await server.EnterAsync(ada, await ada.NewOrgAsync("Elsewhere"));
        var nowhere = await server.SignUpAsync("Nowhere");

        foreach (var (caller, audience) in new[] { (ada, "other"), (ada, $"{org}/there"), (elsewhere, "there"), (nowhere, "there") })
        {
            var refused = await AskAsync(caller.AccessToken!, audience: audience, type: AccessToken);
            refused.ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
            refused.Text("error").ShouldBe("invalid_target");
        }

        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var ofKey = (await ada.ExchangeAsync(key)).Text("access_token");
        (await AskAsync(ofKey, type: AccessToken)).ShouldBe(HttpStatusCode.BadRequest, "auth.user_required");
        (await ada.TokenAsync(("grant_type", Exchange), ("subject_token", ada.AccessToken!), ("subject_token_type", AccessToken)))
            .Text("error").ShouldBe("invalid_request");
        (await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("audience", "there"))).Text("error").ShouldBe("invalid_target");
    }

    [Fact]
    public async Task Scopes_are_narrowed_and_not_widened()
    {
        var (ada, org) = await NewOrgAsync("litellm", Map("""{"scope":"org:read","to":"reads"},{"scope":"org:update","to":"writes"}"""));

        var both = await AskAsync(ada.AccessToken!, type: AccessToken);
        var one = await AskAsync(ada.AccessToken!, scope: "org:read", type: AccessToken);

        Jwt.Payload(both.Text("access_token"))["scope"]!.GetValue<string>().ShouldBe("reads writes");
        Jwt.Payload(one.Text("access_token"))["scope"]!.GetValue<string>().ShouldBe("reads");
        both.Text("issued_token_type").ShouldBe(AccessToken);
        (await AskAsync(ada.AccessToken!, scope: "docs:read", type: AccessToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_scope");
        _ = org;
    }

    [Fact]
    public async Task Whose_session_ended_or_who_left_gets_none()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var inside = await server.EnterAsync(bob, org);
        await TokenAsync(inside);

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await AskAsync(inside.AccessToken!, type: AccessToken)).ShouldBe(HttpStatusCode.BadRequest, "auth.invalid_token");
        (await ada.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        (await AskAsync(ada.AccessToken!, type: AccessToken)).ShouldBe(HttpStatusCode.BadRequest, "auth.invalid_token");
    }

    [Fact]
    public async Task Who_acts_as_another_gets_none()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var admin = await server.SignInAdminAsync();
        var begun = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org, writes = true });

        var refused = await AskAsync(begun.Text("tokens.accessToken"), type: AccessToken);

        refused.ShouldBe(HttpStatusCode.BadRequest, "auth.impersonated");
        refused.Text("error").ShouldBe("access_denied");
    }

    [Fact]
    public async Task A_key_gets_tokens_for_its_own_audiences_only()
    {
        var (ada, org) = await NewOrgAsync("hasura", Map("", "user"));
        var (_, plain) = await ada.NewKeyAsync(org, "org:read");
        var server2 = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "s", kind = "server", scopes = new[] { "org:read" }, audiences = new[] { "there" } });

        (await AskAsync(plain)).ShouldBe(HttpStatusCode.BadRequest, "key.audience_not_allowed");
        var granted = await server.Anonymous().TokenAsync(("grant_type", "client_credentials"), ("client_id", server2.Text("id")), ("client_secret", server2.Text("key")));
        (await ConsumersAsync(org)).Hasura(granted.Text("access_token")).ShouldBe("user");
        granted.Json!["expires_in"]!.GetValue<int>().ShouldBe(300);
    }

    [Fact]
    public async Task A_token_lives_no_longer_than_its_key()
    {
        var (ada, org) = await NewOrgAsync("hasura", """{"otherwise":"user","lifetime":3600}""");
        var brief = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" }, audiences = new[] { "there" }, expiresIn = 90 });

        (await AskAsync(brief.Text("key"))).Json!["expires_in"]!.GetValue<int>().ShouldBeInRange(1, 90);
        (await AskAsync(await NewKeyAsync(ada, org, "org:read"))).Json!["expires_in"]!.GetValue<int>().ShouldBe(3600);
    }

    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static readonly string QdrantMap = Map(
        """
        {"scope":"docs:read","to":"docs","access":"r"},{"scope":"docs:write","to":"docs","access":"rw"},
        {"scope":"img:read","to":"img","access":"r"},{"scope":"vectors:manage","to":"*","access":"m"}
        """);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string Map(string lines, string? otherwise = null) =>
        $$"""{"map":[{{lines}}]{{(otherwise is null ? "" : $",\"otherwise\":\"{otherwise}\"")}}}""";

    private static string May(string token, string collection) => Consumers.Qdrant(token, ApiKey, collection, Now);

    private async Task<(Caller Ada, string Org)> NewOrgAsync(string profile, string settings, string? secret = null)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        await SetAsync(ada, org, profile, settings, secret);
        return (await server.EnterAsync(ada, org), org);
    }

    private static async Task SetAsync(Caller caller, string org, string profile, string settings, string? secret)
    {
        var body = new JsonObject { ["profile"] = profile, ["settings"] = JsonNode.Parse(settings) };
        if (secret is not null)
        {
            body["secret"] = secret;
        }

        (await caller.PutAsync($"/v1/orgs/{org}/claim-profiles/there", body)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task JoinGroupAsync(Caller caller, string org, string name)
    {
        var group = await caller.PostAsync($"/v1/orgs/{org}/groups", new { name });
        group.ShouldBe(HttpStatusCode.Created);
        (await caller.SendAsync(HttpMethod.Put, $"/v1/orgs/{org}/groups/{group.Text("id")}/members/{caller.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<Consumers> ConsumersAsync(string org) =>
        new((await server.Anonymous().GetAsync("/.well-known/jwks.json")).Json!, Issuer, $"{org}/there");

    // What the tool says is what the system does.
    private async Task AgreesAsync(string profile, string token, string org)
    {
        var keySet = System.Text.Encoding.UTF8.GetBytes((await server.Anonymous().GetAsync("/.well-known/jwks.json")).Body);
        ConsumerCheck.FaultsOf(ProfileCatalogue.Find(profile)!, token, new(Now, Issuer, $"{org}/there", keySet)).ShouldBeEmpty();
    }

    private static async Task<string> NewKeyAsync(Caller caller, string org, params string[] scopes)
    {
        var key = await caller.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes, audiences = new[] { "there" } });
        key.ShouldBe(HttpStatusCode.Created);
        return key.Text("key");
    }

    private async Task<string> TokenAsync(Caller caller)
    {
        var answer = await AskAsync(caller.AccessToken!, type: AccessToken);
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Text("access_token");
    }

    private async Task<string> ExchangeAsync(string key, string? scope = null)
    {
        var answer = await AskAsync(key, scope);
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Text("access_token");
    }

    private Task<Answer> AskAsync(string subject, string? scope = null, string audience = "there", string type = "urn:catalyst:token-type:api-key")
    {
        List<(string, string)> form = [("grant_type", Exchange), ("subject_token", subject), ("subject_token_type", type), ("audience", audience)];
        if (scope is not null)
        {
            form.Add(("scope", scope));
        }

        return server.Anonymous().TokenAsync([.. form]);
    }
}
