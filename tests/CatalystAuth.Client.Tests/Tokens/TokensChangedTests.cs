using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Tokens;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Tokens;

public sealed class TokensChangedTests
{
    private const string TokenRoute = "POST /oauth/token";

    private readonly List<TokenSet?> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_in_refresh_and_sign_out_are_told_in_their_order()
    {
        var server = ServerThatTakes("access-2").Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"))
            .Answer("POST /v1/auth/flows", HttpStatusCode.OK, DoneJson("1"))
            .Answer("POST /v1/auth/sign-out", HttpStatusCode.NoContent, "");
        using var client = NewClient(server, changed: Tell);

        await client.Auth.StartFlowAsync(new(FlowTypes.SignIn), Cancel);
        await client.Me.GetAsync(Cancel);
        await client.Auth.SignOutAsync(Cancel);

        _told.ShouldBe([TokensOf("1"), TokensOf("2"), null]);
    }

    [Fact]
    public async Task Tokens_that_are_dropped_are_told_and_tokens_that_the_app_brings_are_not()
    {
        var server = ServerThatTakes().Answer(
            TokenRoute, HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"Gone."}""");
        using var client = NewClient(server, changed: Tell);

        client.UseTokens(TokensOf("1"));
        await client.Me.GetAsync(Cancel);

        _told.ShouldBe([null]);
    }

    [Fact]
    public async Task A_notice_that_fails_reaches_the_caller_and_the_tokens_are_kept()
    {
        var server = ServerThatTakes("access-2").Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"));
        using var client = NewClient(server, changed: _ => throw new IOException("Disk full"));
        client.UseTokens(TokensOf("1"));

        await Should.ThrowAsync<IOException>(() => client.Me.GetAsync(Cancel));

        client.CurrentTokens.ShouldBe(TokensOf("2"));
        (await client.Me.GetAsync(Cancel)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_notice_that_waits_for_its_turn_tells_what_is_current_then()
    {
        var release = new TaskCompletionSource();
        var server = ServerThatTakes("access-2").Answer(TokenRoute, HttpStatusCode.OK, TokenJson("2"))
            .Answer("POST /v1/auth/sign-out", HttpStatusCode.NoContent, "");
        var entered = new TaskCompletionSource();
        using var client = NewClient(server, changed: async tokens =>
        {
            await Tell(tokens);
            if (tokens is not null)
            {
                entered.SetResult();
                await release.Task;
            }
        });
        client.UseTokens(TokensOf("1"));

        var refreshing = client.Me.GetAsync(Cancel);
        await entered.Task;
        var signingOut = client.Auth.SignOutAsync(Cancel);
        release.SetResult();
        await Task.WhenAll(refreshing, signingOut);

        _told.ShouldBe([TokensOf("2"), null]);
    }

    private Task Tell(TokenSet? tokens)
    {
        _told.Add(tokens);
        return Task.CompletedTask;
    }
}
