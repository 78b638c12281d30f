using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using Microsoft.Extensions.Time.Testing;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Tokens;

/// <summary>A client that acts for an API key.</summary>
public sealed class ApiKeyTests
{
    private const string TokenRoute = "POST /oauth/token";

    private readonly FakeTimeProvider _time = new(Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_key_is_exchanged_once_before_the_first_calls_and_never_sent_with_them()
    {
        var server = ServerThatTakes("access-k").Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"));
        using var client = NewClient(server, _time, Key);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Me.GetAsync(Cancel)));

        results.ShouldAllBe(result => result.IsSuccess);
        server.To(TokenRoute).ShouldHaveSingleItem().Form()["subject_token"].ShouldBe(Key);
        server.To("GET /v1/me").ShouldAllBe(sent => sent.Token == "Bearer access-k");
        client.CurrentTokens.ShouldBeNull();
    }

    [Fact]
    public async Task Near_the_tokens_end_the_key_is_exchanged_again()
    {
        var server = ServerThatTakes("access-1", "access-2").Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("1"));
        using var client = NewClient(server, _time, Key);
        await client.Me.GetAsync(Cancel);
        server.Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("2"));

        _time.Advance(TimeSpan.FromSeconds(269));
        await client.Me.GetAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        await client.Me.GetAsync(Cancel);

        server.To("GET /v1/me").Select(sent => sent.Token).ShouldBe(["Bearer access-1", "Bearer access-1", "Bearer access-2"]);
    }

    [Fact]
    public async Task A_token_that_the_server_no_longer_takes_is_exchanged_again_once()
    {
        var issued = 0;
        var server = ServerThatTakes("access-2").Answer(
            TokenRoute, _ => FakeServer.Json(HttpStatusCode.OK, KeyTokenJson($"{Interlocked.Increment(ref issued)}")));
        using var client = NewClient(server, _time, Key);

        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();

        issued.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_key_is_the_answer_of_the_call_that_is_not_sent()
    {
        var server = ServerThatTakes().Answer(
            TokenRoute, HttpStatusCode.BadRequest, """{"error":"invalid_request","error_description":"Revoked.","code":"key.invalid"}""");
        using var client = NewClient(server, _time, Key);

        (await client.Me.GetAsync(Cancel)).Error.Code.ShouldBe("key.invalid");

        server.Only.Route.ShouldBe(TokenRoute);
    }

    [Fact]
    public async Task While_the_token_holds_a_failing_exchange_does_not_fail_the_call()
    {
        var server = ServerThatTakes("access-1").Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("1"));
        using var client = NewClient(server, _time, Key);
        await client.Me.GetAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(280));

        server.AnswerLater(TokenRoute, _ => throw new HttpRequestException("Connection refused"));
        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();
        server.Answer(TokenRoute, HttpStatusCode.ServiceUnavailable, "");
        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(20));

        (await client.Me.GetAsync(Cancel)).Error.Kind.ShouldBe(ErrorKind.Unavailable);
    }

    [Fact]
    public async Task A_client_of_a_key_stays_one_when_a_user_signs_in_through_it()
    {
        var server = ServerThatTakes("access-k").Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"))
            .Answer("POST /v1/auth/flows", HttpStatusCode.OK, DoneJson("user"));
        using var client = NewClient(server, _time, Key);

        var flow = await client.Auth.StartFlowAsync(new(FlowTypes.SignIn), Cancel);
        await client.Me.GetAsync(Cancel);

        flow.Value.Tokens.ShouldBe(TokensOf("user"));
        server.To("GET /v1/me").ShouldHaveSingleItem().Token.ShouldBe("Bearer access-k");
        Should.Throw<InvalidOperationException>(() => client.UseTokens(TokensOf("user")));
    }
}
