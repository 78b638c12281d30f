using System.Net;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Transport;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(400, ErrorKind.Invalid)]
    [InlineData(401, ErrorKind.Unauthenticated)]
    [InlineData(403, ErrorKind.Forbidden)]
    [InlineData(404, ErrorKind.NotFound)]
    [InlineData(405, ErrorKind.Invalid)]
    [InlineData(409, ErrorKind.Conflict)]
    [InlineData(410, ErrorKind.Gone)]
    [InlineData(412, ErrorKind.PreconditionFailed)]
    [InlineData(413, ErrorKind.Invalid)]
    [InlineData(415, ErrorKind.Invalid)]
    [InlineData(422, ErrorKind.Unprocessable)]
    [InlineData(429, ErrorKind.TooMany)]
    [InlineData(500, ErrorKind.Unavailable)]
    [InlineData(502, ErrorKind.Unavailable)]
    [InlineData(503, ErrorKind.Unavailable)]
    public async Task A_problem_becomes_an_error_of_its_status_kind(int status, ErrorKind kind)
    {
        var error = await RefusalOfAsync(
            status, """{"type":"about:blank","status":1,"code":"org.x","title":"T","detail":"D","traceId":"0"}""");

        error.ShouldBe(new Error("org.x", "D", kind) { Fields = error.Fields });
        error.Fields.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET /v1/orgs/acme", """{"code":"request.rate_limited","title":"T"}""")]
    [InlineData("POST /oauth/token", """{"error":"temporarily_unavailable","code":"request.rate_limited"}""")]
    public async Task When_it_may_be_asked_again_is_kept(string route, string body)
    {
        var server = new FakeServer().Answer(route, _ =>
        {
            var answer = FakeServer.Json(HttpStatusCode.TooManyRequests, body);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));
            return answer;
        });
        using var client = NewClient(server);

        var error = route.StartsWith("GET", StringComparison.Ordinal)
            ? (await client.Orgs.GetAsync(OrgRef.Parse("acme", null), TestContext.Current.CancellationToken)).Error
            : (await client.Tokens.RefreshAsync("r", cancellationToken: TestContext.Current.CancellationToken)).Error;

        (error.Code, error.Kind, error.RetryAfter).ShouldBe(("request.rate_limited", ErrorKind.TooMany, TimeSpan.FromSeconds(17)));
    }

    [Fact]
    public async Task How_rate_limits_stand_is_kept_and_what_is_none_is_left_out()
    {
        const string limit = """{"name":"requests","limit":4,"windowSeconds":60,"remaining":0,"resetAfter":59}""";

        (await RefusalOfAsync(429, $$"""{"code":"key.rate_limited","rateLimits":[{{limit}}]}""")).RateLimits
            .ShouldBe([new RateLimitStatus("requests", 4, 60, 0, 59)]);
        (await RefusalOfAsync(429, """{"code":"key.rate_limited","rateLimits":[{"name":7}]}""")).RateLimits.ShouldBeEmpty();
        (await RefusalOfAsync(429, """{"code":"key.rate_limited","rateLimits":{}}""")).RateLimits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_problem_without_detail_is_told_by_its_title()
    {
        (await RefusalOfAsync(409, """{"code":"org.slug_taken","title":"Taken"}""")).Message.ShouldBe("Taken");
    }

    [Fact]
    public async Task Messages_by_field_are_kept()
    {
        var error = await RefusalOfAsync(
            400, """{"code":"request.invalid","title":"T","errors":{"name":["Too long.","Empty."],"odd":1}}""");

        error.Fields.ShouldHaveSingleItem().Key.ShouldBe("name");
        error.Fields["name"].ShouldBe(["Too long.", "Empty."]);
    }

    [Fact]
    public async Task What_would_have_to_be_proven_is_kept()
    {
        (await RefusalOfAsync(403, """{"code":"sign_in_policy.unmet","proofs":["passkey",7,"password"]}""")).Proofs.ShouldBe(["passkey", "password"]);
        (await RefusalOfAsync(403, """{"code":"sign_in_policy.unmet","proofs":{"passkey":true}}""")).Proofs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("""{"message":"no healthy upstream"}""")]
    [InlineData("")]
    public async Task A_failure_without_a_code_is_an_unavailable_service(string body)
    {
        var error = await RefusalOfAsync(502, body);

        error.Code.ShouldBe(RequestErrorCodes.Unavailable);
        error.Kind.ShouldBe(ErrorKind.Unavailable);
    }

    [Theory]
    [InlineData("<html>Not here</html>")]
    [InlineData("[1]")]
    [InlineData("""{"error":"Not Found","code":404}""")]
    public async Task A_refusal_without_a_code_is_an_unexpected_response_of_its_kind(string body)
    {
        var error = await RefusalOfAsync(404, body);

        error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);
        error.Kind.ShouldBe(ErrorKind.NotFound);
        error.Message.ShouldNotContain("Not Found");
    }

    [Theory]
    [InlineData("<html>Welcome to this network</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"user_x"}""")]
    public async Task A_success_of_another_shape_is_an_unexpected_response(string body)
    {
        var error = await RefusalOfAsync(200, body);

        error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);
        error.Kind.ShouldBe(ErrorKind.Unavailable);
    }

    [Fact]
    public async Task A_redirect_is_an_unexpected_response_also_where_no_body_is_asked_for()
    {
        var server = new FakeServer().Answer($"DELETE /v1/keys/{TheKeyId}", HttpStatusCode.Found, "");
        using var client = NewClient(server);

        var result = await client.Keys.RevokeAsync(TheKeyId, TestContext.Current.CancellationToken);

        result.Error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);
    }

    [Fact]
    public async Task A_server_out_of_reach_throws_with_its_cause()
    {
        var cause = new HttpRequestException("Connection refused");
        using var client = NewClient(new FakeServer().AnswerLater("GET /v1/me", _ => throw cause));

        var failure = await Should.ThrowAsync<InfraException>(() => client.Me.GetAsync(TestContext.Current.CancellationToken));

        failure.InnerException.ShouldBeSameAs(cause);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_out_of_reach()
    {
        using var client = NewClient(new FakeServer().AnswerLater(
            "GET /v1/me", _ => throw new TaskCanceledException("Timeout", new TimeoutException())));

        await Should.ThrowAsync<InfraException>(() => client.Me.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_call_stays_a_cancelled_call()
    {
        using var client = NewClient(new FakeServer().Answer("GET /v1/me", HttpStatusCode.OK, Json(TheMe)));

        await Should.ThrowAsync<OperationCanceledException>(() => client.Me.GetAsync(new CancellationToken(canceled: true)));
    }

    private static async Task<Error> RefusalOfAsync(int status, string body)
    {
        using var client = NewClient(new FakeServer().Answer("GET /v1/orgs/acme", (HttpStatusCode)status, body));
        return (await client.Orgs.GetAsync(OrgRef.Parse("acme"), TestContext.Current.CancellationToken)).Error;
    }
}
