using System.Net;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Tokens;

/// <summary>Giving tokens back, and asking what they are worth.</summary>
public sealed class RevocationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refresh_token_that_is_given_back_is_no_longer_held()
    {
        var server = new FakeServer().Answer("POST /oauth/revoke", HttpStatusCode.OK, "");
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        (await client.Tokens.RevokeAsync("foreign", Cancel)).IsSuccess.ShouldBeTrue();
        client.CurrentTokens.ShouldBe(TokensOf("1"));
        (await client.Tokens.RevokeAsync("refresh-1", Cancel)).IsSuccess.ShouldBeTrue();

        client.CurrentTokens.ShouldBeNull();
        server.Sent.ShouldAllBe(sent => sent.Token == null);
        server.Sent[^1].Form().ShouldBe(new Dictionary<string, string> { ["token"] = "refresh-1" });
    }

    [Fact]
    public async Task A_refusal_keeps_the_tokens()
    {
        using var client = NewClient(new FakeServer().Answer(
            "POST /oauth/revoke", HttpStatusCode.ServiceUnavailable,
            """{"error":"temporarily_unavailable","error_description":"Later.","code":"request.unavailable"}"""));
        client.UseTokens(TokensOf("1"));

        (await client.Tokens.RevokeAsync("refresh-1", Cancel)).Error.Code.ShouldBe("request.unavailable");

        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }

    [Fact]
    public async Task A_token_is_asked_about_with_the_callers_own()
    {
        var server = new FakeServer().Answer(
            "POST /oauth/introspect", HttpStatusCode.OK, """{"active":true,"sub":"user_x","org_slug":"acme","exp":5,"new_member":1}""");
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        var token = (await client.Tokens.IntrospectAsync("t", Cancel)).Value;

        (token.Active, token.Subject, token.OrgSlug, token.ExpiresAt).ShouldBe((true, "user_x", "acme", 5));
        server.Only.Token.ShouldBe("Bearer access-1");
        server.Only.Form().ShouldBe(new Dictionary<string, string> { ["token"] = "t" });
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "invalid_grant", false)]
    [InlineData(HttpStatusCode.BadRequest, "invalid_target", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", true)]
    [InlineData(HttpStatusCode.InternalServerError, "temporarily_unavailable", true)]
    public async Task Only_a_grant_that_is_refused_for_good_ends_what_is_held(HttpStatusCode status, string error, bool keeps)
    {
        using var client = NewClient(new FakeServer().Answer(
            "POST /oauth/token", status, $$"""{"error":"{{error}}","error_description":"No.","code":"token.x"}"""));
        client.UseTokens(TokensOf("1"));

        (await client.Tokens.RefreshAsync("refresh-1", cancellationToken: Cancel)).IsSuccess.ShouldBeFalse();

        (client.CurrentTokens is not null).ShouldBe(keeps);
    }
}
