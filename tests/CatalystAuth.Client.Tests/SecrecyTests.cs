using System.Net;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Tokens, keys and passwords are in no text that a log could carry.</summary>
public sealed class SecrecyTests
{
    [Fact]
    public void A_client_and_its_options_print_no_secrets()
    {
        var options = new CatalystClientOptions { Url = Url, ApiKey = Key };
        using var client = NewClient(new FakeServer());
        client.UseTokens(TokensOf("1"));

        $"{options} {client} {client.CurrentTokens}".ShouldNotContain("access-1");
        $"{options} {client} {client.CurrentTokens}".ShouldNotContain("refresh-1");
        $"{options} {client}".ShouldNotContain(Key);
    }

    [Fact]
    public async Task A_failure_prints_no_secrets()
    {
        static Task<HttpResponseMessage> Fail(Sent sent) => throw new HttpRequestException("Connection refused");
        var server = new FakeServer().AnswerLater("POST /oauth/token", Fail).AnswerLater("GET /v1/me", Fail);
        using var ofKey = NewClient(server, key: Key);
        using var ofUser = NewClient(server);
        ofUser.UseTokens(TokensOf("1"));

        var first = await Should.ThrowAsync<InfraException>(() => ofKey.Me.GetAsync(TestContext.Current.CancellationToken));
        var second = await Should.ThrowAsync<InfraException>(() => ofUser.Me.GetAsync(TestContext.Current.CancellationToken));

        $"{first} {second}".ShouldNotContain(Key);
        $"{first} {second}".ShouldNotContain("access-1");
    }

    [Fact]
    public async Task A_refusal_quotes_no_body_of_a_stranger()
    {
        using var client = NewClient(new FakeServer().Answer("GET /v1/me", HttpStatusCode.BadRequest, "you sent access-1"));
        client.UseTokens(TokensOf("1"));

        var result = await client.Me.GetAsync(TestContext.Current.CancellationToken);

        result.Error.ToString().ShouldNotContain("access-1");
    }

    [Fact]
    public void An_address_with_a_password_is_refused_without_quoting_it()
    {
        Should.Throw<ArgumentException>(() => new CatalystClient("https://ada:hunter2@auth.test")).ToString().ShouldNotContain("hunter2");
    }
}
