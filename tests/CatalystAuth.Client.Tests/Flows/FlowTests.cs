using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Flows;

public sealed class FlowTests
{
    private static readonly StartFlowRequest SignIn = new(FlowTypes.SignIn, new() { Identifier = "ada@example.com", Password = "wrong" });

    [Fact]
    public async Task A_wrong_answer_is_a_flow_with_errors_and_no_refusal()
    {
        var body = $$$"""
            {"type":"about:blank","title":"Wrong","status":401,"code":"auth.invalid_credentials","id":"{{{TheFlowId}}}",
             "expiresAt":"2026-01-02T03:14:05Z","secret":"s","step":{"kind":"password","fields":["password"],
             "errors":[{"code":"auth.invalid_credentials","message":"Wrong.","field":"password"}]}}
            """;
        using var client = NewClient(new FakeServer().Answer("POST /v1/auth/flows", HttpStatusCode.Unauthorized, body));

        var flow = (await client.Auth.StartFlowAsync(SignIn, TestContext.Current.CancellationToken)).Value;

        flow.Id.ShouldBe(TheFlowId);
        flow.Secret.ShouldBe("s");
        flow.Step.Errors.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new("auth.invalid_credentials", "Wrong.", "password"));
        client.CurrentTokens.ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_flow_without_a_step_is_a_refusal()
    {
        var server = new FakeServer().Answer($"POST /v1/auth/flows/{TheFlowId}", HttpStatusCode.NotFound, ProblemJson("flow.not_found"));
        using var client = NewClient(server);

        var result = await client.Auth.AnswerFlowAsync(TheFlowId, new("password", new(), "s"), TestContext.Current.CancellationToken);

        result.Error.ShouldBe(new Error("flow.not_found", "No.", ErrorKind.NotFound) { Fields = result.Error.Fields });
    }

    [Fact]
    public async Task A_server_error_is_a_refusal_even_when_it_looks_like_a_flow()
    {
        using var client = NewClient(new FakeServer().Answer("POST /v1/auth/flows", HttpStatusCode.BadGateway, DoneJson("1")));

        var result = await client.Auth.StartFlowAsync(SignIn, TestContext.Current.CancellationToken);

        result.Error.Kind.ShouldBe(ErrorKind.Unavailable);
        client.CurrentTokens.ShouldBeNull();
    }

    [Fact]
    public async Task The_tokens_of_a_flow_that_is_done_become_the_clients()
    {
        var server = ServerThatTakes("access-1").Answer("POST /v1/auth/flows", HttpStatusCode.OK, DoneJson("1"));
        using var client = NewClient(server);

        await client.Auth.StartFlowAsync(SignIn, TestContext.Current.CancellationToken);

        client.CurrentTokens.ShouldBe(TokensOf("1"));
        (await client.Me.GetAsync(TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task The_tokens_of_setup_become_the_clients()
    {
        using var client = NewClient(new FakeServer().Answer("POST /v1/setup", HttpStatusCode.OK, DoneJson("1")));

        await client.Setup.CompleteAsync(new("t", "a@b.c", "correct horse", "Ada"), TestContext.Current.CancellationToken);

        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }

    [Fact]
    public async Task Sign_out_drops_the_tokens()
    {
        using var client = NewClient(new FakeServer().Answer("POST /v1/auth/sign-out", HttpStatusCode.NoContent, ""));
        client.UseTokens(TokensOf("1"));

        await client.Auth.SignOutAsync(TestContext.Current.CancellationToken);

        client.CurrentTokens.ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_sign_out_keeps_the_tokens()
    {
        using var client = NewClient(
            new FakeServer().Answer("POST /v1/auth/sign-out", HttpStatusCode.ServiceUnavailable, ProblemJson("service.unavailable")));
        client.UseTokens(TokensOf("1"));

        (await client.Auth.SignOutAsync(TestContext.Current.CancellationToken)).IsSuccess.ShouldBeFalse();

        client.CurrentTokens.ShouldBe(TokensOf("1"));
    }
}
