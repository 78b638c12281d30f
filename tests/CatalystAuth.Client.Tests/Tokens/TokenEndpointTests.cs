using System.Net;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using Microsoft.Extensions.Time.Testing;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Tokens;

/// <summary>What the app asks of the token endpoint itself.</summary>
public sealed class TokenEndpointTests
{
    private const string TokenRoute = "POST /oauth/token";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refresh_names_the_organisation_and_becomes_the_clients()
    {
        var server = new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        var response = (await client.Tokens.RefreshAsync("refresh-1", OrgRef.Parse("acme"), Cancel)).Value;

        response.RefreshToken.ShouldBe("refresh-2");
        client.CurrentTokens.ShouldBe(TokensOf("2"));
        server.Only.Token.ShouldBeNull();
        server.Only.MediaType.ShouldBe("application/x-www-form-urlencoded");
        server.Only.Form().ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = "refresh-1",
            ["org"] = "acme",
        });
    }

    [Fact]
    public async Task A_client_without_tokens_takes_those_of_a_stored_refresh_token()
    {
        using var client = NewClient(new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2")));

        await client.Tokens.RefreshAsync("stored", cancellationToken: Cancel);

        client.CurrentTokens.ShouldBe(TokensOf("2"));
    }

    [Fact]
    public async Task A_refresh_of_somebody_elses_token_leaves_the_clients_own()
    {
        using var client = NewClient(new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2")));
        client.UseTokens(TokensOf("1"));

        (await client.Tokens.RefreshAsync("foreign", cancellationToken: Cancel)).IsSuccess.ShouldBeTrue();

        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }

    [Fact]
    public async Task A_refused_organisation_leaves_the_tokens()
    {
        using var client = NewClient(new FakeServer().Answer(
            TokenRoute, HttpStatusCode.BadRequest,
            """{"error":"invalid_target","error_description":"Not yours.","code":"token.invalid_target"}"""));
        client.UseTokens(TokensOf("1"));

        var result = await client.Tokens.RefreshAsync("refresh-1", OrgRef.Parse("acme"), Cancel);

        result.Error.ShouldBe(new Error("token.invalid_target", "Not yours.", ErrorKind.Invalid) { Fields = result.Error.Fields });
        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }

    [Fact]
    public async Task Entering_an_organisation_while_a_refresh_runs_spends_the_successor()
    {
        var time = new FakeTimeProvider(Now);
        var release = new TaskCompletionSource();
        var server = ServerThatTakes("access-2", "access-3").AnswerLater(TokenRoute, async sent =>
        {
            await release.Task;
            return FakeServer.Json(HttpStatusCode.OK, TokenJson(sent.Form()["refresh_token"] == "refresh-1" ? "2" : "3"));
        });
        using var client = NewClient(server, time);
        client.UseTokens(TokensOf("1"));
        time.Advance(TimeSpan.FromSeconds(300));

        var call = client.Me.GetAsync(Cancel);
        var entering = client.Tokens.RefreshAsync("refresh-1", OrgRef.Parse("acme"), Cancel);
        release.SetResult();
        await Task.WhenAll(call, entering);

        server.To(TokenRoute).Select(sent => (sent.Form()["refresh_token"], sent.Form().GetValueOrDefault("org")))
            .ShouldBe([("refresh-1", null), ("refresh-2", "acme")]);
        (await entering).Value.RefreshToken.ShouldBe("refresh-3");
        client.CurrentTokens.ShouldBe(TokensOf("3"));
    }

    [Fact]
    public async Task A_key_is_exchanged_for_a_part_of_its_scopes()
    {
        var server = new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"));
        using var client = NewClient(server);

        var response = (await client.Tokens.ExchangeKeyAsync(Key, ["org:read", "keys:read"], cancellationToken: Cancel)).Value;

        response.AccessToken.ShouldBe("access-k");
        client.CurrentTokens.ShouldBeNull();
        server.Only.Form().ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = Key,
            ["subject_token_type"] = "urn:catalyst:token-type:api-key",
            ["scope"] = "org:read keys:read",
        });
    }

    [Fact]
    public async Task An_access_token_is_exchanged_for_another_system()
    {
        var server = new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"));
        using var client = NewClient(server);

        (await client.Tokens.ExchangeTokenAsync("access-1", "search", ["org:read"], Cancel)).Value.AccessToken.ShouldBe("access-k");

        client.CurrentTokens.ShouldBeNull();
        server.Only.Form().ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = "access-1",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["scope"] = "org:read",
            ["audience"] = "search",
        });
        (await client.Tokens.ExchangeTokenAsync("access-1", "", cancellationToken: Cancel)).Error.Code.ShouldBe("key.audience_not_allowed");
    }

    [Fact]
    public async Task A_server_key_is_its_own_client()
    {
        var server = new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"));
        using var client = NewClient(server);

        var response = (await client.Tokens.ClientCredentialsAsync(TheKeyId.ToString(), Key, ["org:read"], "search", Cancel)).Value;

        response.AccessToken.ShouldBe("access-k");
        server.Only.Form().ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = TheKeyId.ToString(),
            ["client_secret"] = Key,
            ["scope"] = "org:read",
            ["audience"] = "search",
        });
        (await client.Tokens.ClientCredentialsAsync("x", Key, audience: string.Empty, cancellationToken: Cancel)).Error.Code
            .ShouldBe("key.audience_not_allowed");
    }

    [Theory]
    [InlineData()]
    [InlineData("")]
    [InlineData("org:read keys:read")]
    public async Task Scopes_that_a_form_would_turn_into_others_are_refused(params string[] scopes)
    {
        var server = new FakeServer();
        using var client = NewClient(server);

        (await client.Tokens.ExchangeKeyAsync(Key, scopes, cancellationToken: Cancel)).Error.Code.ShouldBe("token.invalid_scope");

        server.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_request","error_description":"D","code":"key.malformed"}""", "key.malformed", "D")]
    [InlineData(400, """{"error":"invalid_scope","error_description":"D"}""", "invalid_scope", "D")]
    [InlineData(429, """{"code":"request.too_many","title":"T","detail":"D"}""", "request.too_many", "D")]
    public async Task A_refusal_has_the_stable_code_or_else_the_coarse_one(int status, string body, string code, string message)
    {
        using var client = NewClient(new FakeServer().Answer(TokenRoute, (HttpStatusCode)status, body));

        var error = (await client.Tokens.ExchangeKeyAsync(Key, cancellationToken: Cancel)).Error;

        (error.Code, error.Message).ShouldBe((code, message));
        error.Kind.ShouldBe(status == 429 ? ErrorKind.TooMany : ErrorKind.Invalid);
    }

    [Theory]
    [InlineData(200, "<html/>", "client.unexpected_response")]
    [InlineData(400, "<html/>", "client.unexpected_response")]
    [InlineData(503, "<html/>", "service.unavailable")]
    public async Task An_answer_of_another_shape_is_told_as_such(int status, string body, string code)
    {
        using var client = NewClient(new FakeServer().Answer(TokenRoute, (HttpStatusCode)status, body));

        (await client.Tokens.RefreshAsync("r", cancellationToken: Cancel)).Error.Code.ShouldBe(code);
    }
}
