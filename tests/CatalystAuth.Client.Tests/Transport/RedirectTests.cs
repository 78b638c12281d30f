using System.Net;
using CatalystAuth.Contracts.Orgs;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Transport;

/// <summary>What the client does when it is told to look elsewhere: credentials and bodies stay with the server that they are for.</summary>
public sealed class RedirectTests
{
    private static readonly OrgRef Former = OrgRef.Parse("former");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/orgs/acme/groups")]
    [InlineData(Url + "/v1/orgs/acme/groups")]
    public async Task A_former_slug_is_followed_with_token_body_and_key(string location)
    {
        var server = new FakeServer().Answer("POST /v1/orgs/former/groups", _ => Moved(location))
            .Answer("POST /v1/orgs/acme/groups", HttpStatusCode.OK, Json(TheGroup));
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        (await client.Groups.CreateAsync(Former, new("Backend"), Cancel)).IsSuccess.ShouldBeTrue();

        var (first, second) = (server.Sent[0], server.Sent[1]);
        second.Token.ShouldBe("Bearer access-1");
        second.Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task A_change_keeps_its_version_and_a_page_its_query()
    {
        var server = new FakeServer()
            .Answer("PATCH /v1/orgs/former", _ => Moved("/v1/orgs/acme"))
            .Answer("PATCH /v1/orgs/acme", HttpStatusCode.OK, Json(TheOrg))
            .Answer("GET /v1/orgs/former/groups", _ => Moved("/v1/orgs/acme/groups?limit=7"))
            .Answer("GET /v1/orgs/acme/groups", HttpStatusCode.OK, """{"items":[]}""");
        using var client = NewClient(server);

        (await client.Orgs.UpdateAsync(Former, new("Acme"), ifVersion: 3, Cancel)).IsSuccess.ShouldBeTrue();
        (await client.Groups.ListAsync(Former, new(7), Cancel)).IsSuccess.ShouldBeTrue();

        server.To("PATCH /v1/orgs/acme").ShouldHaveSingleItem().IfMatch.ShouldBe("\"3\"");
        server.To("GET /v1/orgs/acme/groups").ShouldHaveSingleItem().Query.ShouldBe("?limit=7");
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1/orgs/acme")]
    [InlineData("//elsewhere.example/v1/orgs/acme")]
    [InlineData("http://auth.example.com.elsewhere.example/v1/orgs/acme")]
    [InlineData("/v1/users")]
    [InlineData("acme")]
    public async Task Any_other_place_gets_nothing(string location)
    {
        var server = new FakeServer().Answer("GET /v1/orgs/former", _ => Moved(location));
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        var result = await client.Orgs.GetAsync(Former, Cancel);

        result.Error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);
        server.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_circle_ends()
    {
        var server = new FakeServer().Answer("GET /v1/orgs/former", _ => Moved("/v1/orgs/former"));
        using var client = NewClient(server);

        (await client.Orgs.GetAsync(Former, Cancel)).Error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);

        server.Sent.Count.ShouldBe(2);
    }

    private static HttpResponseMessage Moved(string location)
    {
        var answer = FakeServer.Json(HttpStatusCode.PermanentRedirect, "");
        answer.Headers.TryAddWithoutValidation("Location", location);
        return answer;
    }
}
