using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.OAuth;

public sealed class SqliteIntrospectionTests(SqliteServer server) : IntrospectionTests(server);

public sealed class PostgresIntrospectionTests(PostgresServer server) : IntrospectionTests(server);

/// <summary><c>/oauth/introspect</c> (RFC 7662).</summary>
public abstract class IntrospectionTests(TestServer server)
{
    private const string Inactive = """{"active":false}""";

    [Fact]
    public async Task A_key_with_the_permission_learns_what_a_token_of_its_organisation_is_worth()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var resource = await KeyCallerAsync(ada, org, "tokens:introspect");
        var entered = await server.EnterAsync(ada, org);

        var answer = await IntrospectAsync(resource, entered.AccessToken!);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.At("active")!.GetValue<bool>().ShouldBeTrue();
        var claims = Jwt.Payload(entered.AccessToken!);
        foreach (var name in new[] { "iss", "sub", "aud", "client_id", "jti", "exp", "iat", "scope", "org", "org_slug", "role", "sid", "amr", "auth_time" })
        {
            answer.At(name)!.ToJsonString().ShouldBe(claims[name]!.ToJsonString(), name);
        }

        answer.Text("token_type").ShouldBe("Bearer");
        answer.At("email").ShouldBeNull();
        (await entered.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        (await IntrospectAsync(resource, entered.AccessToken!)).Body.ShouldBe(Inactive);
    }

    [Fact]
    public async Task Strangers_learn_nothing()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var token = (await server.EnterAsync(ada, org)).AccessToken!;
        var eve = await server.SignUpAsync("Eve");
        var other = await KeyCallerAsync(eve, await eve.NewOrgAsync("Other"), "tokens:introspect");
        var member = await server.SignUpAsync("Mia");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = member.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);

        (await IntrospectAsync(other, token)).Body.ShouldBe(Inactive);
        (await IntrospectAsync(eve, token)).Body.ShouldBe(Inactive);
        (await IntrospectAsync(member, token)).Body.ShouldBe(Inactive);
        (await IntrospectAsync(other, "nonsense")).Body.ShouldBe(Inactive);
        (await IntrospectAsync(ada, token)).At("active")!.GetValue<bool>().ShouldBeTrue();
        (await IntrospectAsync(await KeyCallerAsync(ada, org, "org:read"), token)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await IntrospectAsync(server.Anonymous(), token)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await IntrospectAsync(new Caller(server.NewHttpClient(), "nonsense"), token)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task Tokens_for_no_organisation_are_for_platform_admins_and_refresh_tokens_and_keys_for_nobody()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var resource = await KeyCallerAsync(ada, org, "tokens:introspect");
        var (_, key) = await ada.NewKeyAsync(org, "org:read");

        (await IntrospectAsync(resource, ada.AccessToken!)).Body.ShouldBe(Inactive);
        (await IntrospectAsync(admin, ada.AccessToken!)).At("active")!.GetValue<bool>().ShouldBeTrue();
        (await IntrospectAsync(admin, ada.RefreshToken)).Body.ShouldBe(Inactive);
        (await IntrospectAsync(admin, key)).Body.ShouldBe(Inactive);
    }

    [Fact]
    public async Task The_metadata_names_what_there_is()
    {
        foreach (var path in new[] { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" })
        {
            var document = await server.Anonymous().GetAsync(path);
            document.ShouldBe(HttpStatusCode.OK);
            var issuer = document.Text("issuer");
            foreach (var (name, value) in document.Json!.AsObject().Where(member => member.Key.EndsWith("_endpoint", StringComparison.Ordinal)))
            {
                // Each takes a form, and says so in the form of its RFC.
                var route = value!.GetValue<string>()[issuer.Length..];
                (await (await server.SignUpAsync()).PostAsync(route)).Text("error").ShouldBe("invalid_request", name);
            }

            document.At("authorization_endpoint").ShouldBeNull();
            (await server.Anonymous().GetAsync(document.Text("jwks_uri")[issuer.Length..])).ShouldBe(HttpStatusCode.OK);
        }
    }

    private async Task<Caller> KeyCallerAsync(Caller owner, string org, params string[] scopes)
    {
        var (_, key) = await owner.NewKeyAsync(org, scopes);
        return new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
    }

    private static Task<Answer> IntrospectAsync(Caller caller, string token) =>
        caller.SendAsync(HttpMethod.Post, "/oauth/introspect", new FormUrlEncodedContent([new("token", token)]));
}
