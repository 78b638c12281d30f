using System.Net;
using CatalystAuth.Contracts.Results;
using Microsoft.Extensions.Time.Testing;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Tokens;

/// <summary>How the client refreshes its session's tokens by itself.</summary>
public sealed class RefreshTests
{
    private const string TokenRoute = "POST /oauth/token";
    private const string InvalidGrant = """{"error":"invalid_grant","error_description":"Gone.","code":"token.invalid_refresh_token"}""";

    private readonly FakeTimeProvider _time = new(Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_concurrent_calls_with_an_old_token_make_one_refresh()
    {
        var release = new TaskCompletionSource();
        var server = ServerThatTakes("access-2").AnswerLater(TokenRoute, async _ =>
        {
            await release.Task;
            return FakeServer.Json(HttpStatusCode.OK, TokenJson("2"));
        });
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(300));

        var calls = Enumerable.Range(0, 20).Select(_ => client.Me.GetAsync(Cancel)).ToArray();
        release.SetResult();
        var results = await Task.WhenAll(calls);

        results.ShouldAllBe(result => result.IsSuccess);
        server.To(TokenRoute).ShouldHaveSingleItem().Form().ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = "refresh-1",
        });
        server.To("GET /v1/me").Count.ShouldBe(20);
        client.CurrentTokens.ShouldBe(TokensOf("2"));
    }

    [Fact]
    public async Task Twenty_concurrent_calls_that_are_refused_make_one_refresh()
    {
        var server = ServerThatTakes("access-2").Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));
        using var client = SignedIn(server);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.Me.GetAsync(Cancel))));

        results.ShouldAllBe(result => result.IsSuccess);
        server.To(TokenRoute).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(300, 269, 0)]
    [InlineData(300, 270, 1)]
    [InlineData(300, 301, 1)]
    [InlineData(20, 9, 0)]
    [InlineData(20, 10, 1)]
    public async Task The_token_is_refreshed_30_seconds_or_half_its_life_before_its_end(int life, int age, int refreshes)
    {
        var server = ServerThatTakes("access-1", "access-2").Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));
        using var client = SignedIn(server, life);
        _time.Advance(TimeSpan.FromSeconds(age));

        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();

        server.To(TokenRoute).Count.ShouldBe(refreshes);
    }

    [Fact]
    public async Task A_token_that_the_server_no_longer_takes_is_refreshed_and_the_call_repeated_once()
    {
        var server = ServerThatTakes().Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));
        using var client = SignedIn(server);

        var result = await client.Me.GetAsync(Cancel);

        result.Error.Code.ShouldBe("auth.invalid_token");
        server.To("GET /v1/me").Select(sent => sent.Token).ShouldBe(["Bearer access-1", "Bearer access-2"]);
        server.To(TokenRoute).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_call_carries_its_body_again()
    {
        var server = new FakeServer().Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2")).Answer(
            "POST /v1/orgs",
            sent => sent.Token == "Bearer access-2"
                ? FakeServer.Json(HttpStatusCode.Created, Json(TheOrg))
                : FakeServer.Json(HttpStatusCode.Unauthorized, ProblemJson("auth.invalid_token")));
        using var client = SignedIn(server);

        (await client.Orgs.CreateAsync(new("Acme"), Cancel)).IsSuccess.ShouldBeTrue();

        server.To("POST /v1/orgs").ShouldAllBe(sent => sent.Body == """{"name":"Acme"}""");
    }

    [Theory]
    [InlineData("auth.user_required")]
    [InlineData("auth.unauthenticated")]
    public async Task Another_refusal_is_no_reason_to_refresh(string code)
    {
        var server = new FakeServer().Answer("GET /v1/me", HttpStatusCode.Unauthorized, ProblemJson(code));
        using var client = SignedIn(server);

        (await client.Me.GetAsync(Cancel)).Error.Code.ShouldBe(code);

        server.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_without_tokens_sends_none_and_refreshes_nothing()
    {
        var server = ServerThatTakes();
        using var client = NewClient(server);

        (await client.Me.GetAsync(Cancel)).Error.Code.ShouldBe("auth.unauthenticated");

        server.Only.Token.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(290)]
    [InlineData(300)]
    public async Task A_session_that_is_gone_drops_the_tokens_and_gives_the_servers_401(int age)
    {
        var server = ServerThatTakes().Answer(TokenRoute, HttpStatusCode.BadRequest, InvalidGrant);
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(age));

        var result = await client.Me.GetAsync(Cancel);

        result.Error.ShouldBe(
            new Error("auth.invalid_token", "The token is old.", ErrorKind.Unauthenticated) { Fields = result.Error.Fields });
        client.CurrentTokens.ShouldBeNull();
        server.To(TokenRoute).Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_token_holds_a_failing_refresh_does_not_fail_the_call()
    {
        var server = ServerThatTakes("access-1").Answer(TokenRoute, HttpStatusCode.ServiceUnavailable, ProblemJson("service.unavailable"));
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(280));

        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();
        server.AnswerLater(TokenRoute, _ => throw new HttpRequestException("Connection refused"));
        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();

        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }

    [Fact]
    public async Task After_the_tokens_end_a_failing_refresh_is_the_answer_and_the_next_call_tries_again()
    {
        var server = ServerThatTakes("access-2").Answer(TokenRoute, HttpStatusCode.ServiceUnavailable, ProblemJson("service.unavailable"));
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(300));

        (await client.Me.GetAsync(Cancel)).Error.Code.ShouldBe("service.unavailable");
        server.AnswerLater(TokenRoute, _ => throw new HttpRequestException("Connection refused"));
        await Should.ThrowAsync<InfraException>(() => client.Me.GetAsync(Cancel));
        server.Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));

        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_does_not_stop_the_refresh()
    {
        var release = new TaskCompletionSource();
        var server = ServerThatTakes("access-2").AnswerLater(TokenRoute, async _ =>
        {
            await release.Task;
            return FakeServer.Json(HttpStatusCode.OK, TokenJson("2"));
        });
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(300));
        using var impatient = new CancellationTokenSource();

        var first = client.Me.GetAsync(impatient.Token);
        var second = client.Me.GetAsync(Cancel);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        release.SetResult();

        (await second).IsSuccess.ShouldBeTrue();
        server.To(TokenRoute).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_that_ends_after_sign_out_brings_no_tokens_back()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var server = ServerThatTakes().AnswerLater(TokenRoute, async _ =>
        {
            asked.SetResult();
            await release.Task;
            return FakeServer.Json(HttpStatusCode.OK, TokenJson("2"));
        });
        using var client = SignedIn(server);
        _time.Advance(TimeSpan.FromSeconds(290));

        var call = client.Me.GetAsync(Cancel);
        await asked.Task;
        client.UseTokens(null);
        release.SetResult();
        await call;

        client.CurrentTokens.ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_call_is_never_repeated_as_somebody_else()
    {
        CatalystClient? client = null;
        var server = new FakeServer().Answer("POST /v1/orgs", _ =>
        {
            client!.UseTokens(TokensOf("other"));
            return FakeServer.Json(HttpStatusCode.Unauthorized, ProblemJson("auth.invalid_token"));
        });
        client = SignedIn(server);

        (await client.Orgs.CreateAsync(new("Acme"), Cancel)).IsSuccess.ShouldBeFalse();

        server.Only.Token.ShouldBe("Bearer access-1");
        client.Dispose();
    }

    private CatalystClient SignedIn(FakeServer server, int life = 300)
    {
        var client = NewClient(server, _time);
        client.UseTokens(TokensOf("1", life));
        return client;
    }
}
