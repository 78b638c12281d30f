using System.Net;
using System.Text;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteClientCredentialsTests(SqliteServer server) : ClientCredentialsTests(server);

public sealed class PostgresClientCredentialsTests(PostgresServer server) : ClientCredentialsTests(server);

/// <summary>Server keys as client credentials (RFC 6749 §4.4), by Basic and by form (§2.3.1).</summary>
public abstract class ClientCredentialsTests(TestServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_key_is_its_own_client(bool basic)
    {
        var (_, org, id, key) = await NewServerKeyAsync();

        var answer = basic ? await BasicAsync(id, key) : await FormAsync(("client_id", id), ("client_secret", key));

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text("token_type").ShouldBe("Bearer");
        answer.Text("scope").ShouldBe("org:read app:read");
        answer.At("issued_token_type").ShouldBeNull();
        answer.At("refresh_token").ShouldBeNull();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var claims = Jwt.Payload(answer.Text("access_token"));
        (claims["sub"]!.GetValue<string>(), claims["client_id"]!.GetValue<string>(), claims["key"]!.GetValue<string>()).ShouldBe((id, id, id));
        (await new Caller(server.NewHttpClient(), answer.Text("access_token")).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await FormAsync(("client_id", id), ("client_secret", key), ("scope", "app:read"))).Text("scope").ShouldBe("app:read");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_client_is_refused_by_the_scheme_that_it_used()
    {
        var (ada, org, id, key) = await NewServerKeyAsync();
        var (otherId, other) = await ada.NewKeyAsync(org, "org:read");
        foreach (var (client, secret, code) in new[]
        {
            (id, Keys.WithSecretOf(key, other), "key.invalid"), (otherId, key, "key.invalid"), (id, "secret", "key.malformed"), ("x", key, "key.invalid"),
        })
        {
            var basic = await BasicAsync(client, secret);
            basic.ShouldBe(HttpStatusCode.Unauthorized, code);
            basic.Text("error").ShouldBe("invalid_client");
            basic.Text("error_description").ShouldNotBeEmpty();
            basic.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
            basic.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var form = await FormAsync(("client_id", client), ("client_secret", secret));
            form.ShouldBe(HttpStatusCode.Unauthorized, code);
            form.Headers.WwwAuthenticate.ShouldBeEmpty();
        }

        (await FormAsync()).Text("error").ShouldBe("invalid_client");
        (await FormAsync(("client_id", id))).Text("error").ShouldBe("invalid_client");
        (await FormAsync(("client_secret", key))).Text("error").ShouldBe("invalid_client");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic OjE=")]
    [InlineData("Basic YTo=")]
    [InlineData("Basic YWJj")]
    public async Task A_header_that_is_no_credential_is_refused(string header)
    {
        var answer = await SendAsync(header);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Text("error").ShouldBe("invalid_client");
    }

    [Fact]
    public async Task Two_ways_at_once_are_one_too_many()
    {
        var (_, _, id, key) = await NewServerKeyAsync();

        (await BasicAsync(id, key, ("client_secret", key))).Text("error").ShouldBe("invalid_request");
        (await BasicAsync(id, key, ("client_id", "key_other"))).Text("error").ShouldBe("invalid_request");
        (await FormAsync(("client_id", id), ("client_id", id), ("client_secret", key))).Text("error").ShouldBe("invalid_request");
        (await BasicAsync(id, key, ("client_id", id))).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>CVE-2024-52287: client credentials ask for more scopes than they have, and get them.</summary>
    [Trait("Advisory", "Scope escalation")]
    [Fact]
    public async Task Other_kinds_stopped_keys_and_what_is_not_theirs_are_refused()
    {
        var (ada, org, id, key) = await NewServerKeyAsync();
        var (secretId, secret) = await ada.NewKeyAsync(org, "org:read");

        var wrongKind = await BasicAsync(secretId, secret);
        wrongKind.ShouldBe(HttpStatusCode.BadRequest, "key.wrong_kind");
        wrongKind.Text("error").ShouldBe("unauthorized_client");
        (await BasicAsync(id, key, ("scope", "app:fly"))).Text("error").ShouldBe("invalid_scope");
        (await BasicAsync(id, key, ("audience", "elsewhere"))).Text("error").ShouldBe("invalid_target");
        (await ada.PatchAsync($"/v1/keys/{id}", new { addresses = new[] { "192.0.2.1" } })).ShouldBe(HttpStatusCode.OK);
        (await BasicAsync(id, key)).ShouldBe(HttpStatusCode.Unauthorized, "key.address_not_allowed");
        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await BasicAsync(id, key)).ShouldBe(HttpStatusCode.Unauthorized, "key.disabled");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await BasicAsync(id, key)).ShouldBe(HttpStatusCode.Unauthorized, "key.revoked");
    }

    private Task<Answer> BasicAsync(string id, string secret, params (string, string)[] form) => SendAsync(
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")), form);

    private Task<Answer> FormAsync(params (string, string)[] form) => SendAsync(header: null, form);

    private async Task<Answer> SendAsync(string? header, params (string Name, string Value)[] form)
    {
        using var http = server.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent([
                new("grant_type", "client_credentials"), .. form.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private async Task<(Caller Owner, string Org, string Id, string Key)> NewServerKeyAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var answer = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "s", kind = "server", scopes = new[] { "org:read", "app:read" } });
        answer.ShouldBe(HttpStatusCode.Created);
        return (ada, org, answer.Text("id"), answer.Text("key"));
    }
}
