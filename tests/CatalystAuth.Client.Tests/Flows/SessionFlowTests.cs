using System.Net;
using CatalystAuth.Contracts.Flows;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Flows;

/// <summary>Flows within a session: which requests the session's token goes along with, and what becomes of it.</summary>
public sealed class SessionFlowTests
{
    private const string Begin = "POST /v1/auth/flows";

    private static readonly string Asked =
        $$$"""{"id":"{{{TheFlowId}}}","expiresAt":"2026-01-02T03:14:05Z","secret":"s","step":{"kind":"password","fields":["password"],"method":"password"}}""";

    private static readonly string Raised =
        $$$"""{"id":"{{{TheFlowId}}}","expiresAt":"2026-01-02T03:14:05Z","step":{"kind":"done"},"steppedUp":{"accessToken":"access-9","tokenType":"Bearer","expiresIn":300,"authenticatedAt":"2026-01-02T03:04:05Z"}}""";

    private static string Answer => $"POST /v1/auth/flows/{TheFlowId}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_goes_along_and_the_one_that_comes_back_takes_its_place()
    {
        var server = new FakeServer().Answer(Begin, HttpStatusCode.OK, Asked).Answer(Answer, HttpStatusCode.OK, Raised);
        using var client = SignedIn(server);

        (await client.Auth.StartFlowAsync(new(FlowTypes.StepUp), Cancel)).IsSuccess.ShouldBeTrue();
        (await client.Auth.AnswerFlowAsync(TheFlowId, new("password", new() { Password = "p" }, "s"), Cancel)).IsSuccess.ShouldBeTrue();

        server.Sent.Select(sent => sent.Token).ShouldBe(["Bearer access-1", "Bearer access-1"]);
        client.CurrentTokens.ShouldBe(TokensOf("1") with { AccessToken = "access-9" });
    }

    [Fact]
    public async Task A_sign_in_is_sent_without_it()
    {
        var server = new FakeServer().Answer(Begin, HttpStatusCode.OK, Asked).Answer(Answer, HttpStatusCode.OK, DoneJson("2"));
        using var client = SignedIn(server);

        await client.Auth.StartFlowAsync(new(FlowTypes.SignIn), Cancel);
        await client.Auth.AnswerFlowAsync(TheFlowId, new("password", new() { Password = "p" }, "s"), Cancel);

        server.Sent.ShouldAllBe(sent => sent.Token == null);
        client.CurrentTokens.ShouldBe(TokensOf("2"));
    }

    [Fact]
    public async Task One_that_began_elsewhere_is_found_with_the_token_and_known_from_then_on()
    {
        var server = new FakeServer().Answer(
            Answer,
            sent => sent.Token is null ? FakeServer.Json(HttpStatusCode.NotFound, ProblemJson("flow.not_found")) : FakeServer.Json(HttpStatusCode.OK, Asked));
        using var client = SignedIn(server);

        (await client.Auth.AnswerFlowAsync(TheFlowId, new("mfa", new() { Method = "password" }, "s"), Cancel)).IsSuccess.ShouldBeTrue();
        (await client.Auth.AnswerFlowAsync(TheFlowId, new("mfa", new() { Method = "password" }, "s"), Cancel)).IsSuccess.ShouldBeTrue();

        server.Sent.Select(sent => sent.Token).ShouldBe([null, "Bearer access-1", "Bearer access-1"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_and_the_flow_begins()
    {
        var server = new FakeServer()
            .Answer(
                Begin,
                sent => sent.Token == "Bearer access-2" ? FakeServer.Json(HttpStatusCode.OK, Asked) : FakeServer.Json(HttpStatusCode.Unauthorized, ProblemJson("auth.invalid_token")))
            .Answer("POST /oauth/token", HttpStatusCode.OK, TokenJson("2"));
        using var client = SignedIn(server);

        (await client.Auth.StartFlowAsync(new(FlowTypes.PasskeySetup), Cancel)).IsSuccess.ShouldBeTrue();

        client.CurrentTokens.ShouldBe(TokensOf("2"));
    }

    private static CatalystClient SignedIn(FakeServer server)
    {
        var client = NewClient(server);
        client.UseTokens(TokensOf("1"));
        return client;
    }
}
