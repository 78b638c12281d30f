using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

public sealed class RouteTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. RouteCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_sends_what_its_route_takes_and_reads_the_answer(string name)
    {
        var expected = RouteCases.All[name];
        var server = new FakeServer().Answer(
            expected.Route, expected.Answer.Length == 0 ? HttpStatusCode.NoContent : HttpStatusCode.OK, expected.Answer);
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        (await expected.CallAsync(client)).ShouldBeTrue();

        var sent = server.Only;
        sent.Route.ShouldBe(expected.Route);
        sent.Query.ShouldBe(expected.Query);
        Normal(sent.Body).ShouldBe(expected.Body ?? string.Empty);
        sent.MediaType.ShouldBe(expected.Body is null ? null : "application/json");
        sent.IfMatch.ShouldBe(expected.IfMatch);
        sent.Token.ShouldBe(expected.Anonymous ? null : "Bearer access-1");
    }

    [Fact]
    public void Every_method_of_the_contract_has_a_case()
    {
        // The token endpoint has tests of its own.
        var methods = typeof(ICatalyst).GetProperties().Where(capability => capability.Name != nameof(ICatalyst.Tokens)).SelectMany(
            capability => capability.PropertyType.GetMethods().Select(method => $"{capability.Name}.{method.Name[..^"Async".Length]}"));

        methods.Except(RouteCases.All.Keys.Select(name => name.Split(' ')[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_in_the_address_is_kept()
    {
        var server = new FakeServer().Answer("GET /auth/v1/me", HttpStatusCode.OK, Json(TheMe));
        using var client = new CatalystClient(new HttpClient(server), new CatalystClientOptions { Url = "https://example.com/auth/" });

        (await client.Me.GetAsync(TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_permission_that_no_address_can_carry_is_refused_like_the_server_refuses_it(string name)
    {
        var server = new FakeServer();
        using var client = NewClient(server);

        var result = await client.Permissions.DefineAsync(TheOrgId, name, new(), TestContext.Current.CancellationToken);

        result.Error.Code.ShouldBe("permission.invalid");
        server.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organisation_that_is_not_named_is_a_mistake_and_never_another_route()
    {
        var server = new FakeServer();
        using var client = NewClient(server);

        await Should.ThrowAsync<ArgumentException>(() => client.Orgs.GetAsync(default, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<ArgumentException>(
            () => client.Tokens.RefreshAsync("r", default(OrgRef), TestContext.Current.CancellationToken));

        server.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Members_that_a_newer_server_adds_are_passed_over()
    {
        var server = new FakeServer().Answer(
            "GET /v1/orgs/acme", HttpStatusCode.OK, Json(TheOrg).Replace("{", """{"region":{"eu":[1]},"""));
        using var client = NewClient(server);

        var org = await client.Orgs.GetAsync(OrgRef.Parse("acme"), TestContext.Current.CancellationToken);

        org.Value.ShouldBe(TheOrg with { Labels = org.Value.Labels });
    }

    [Fact]
    public async Task A_member_that_is_null_may_be_left_out()
    {
        var server = new FakeServer().Answer("GET /v1/orgs", HttpStatusCode.OK, """{"items":[]}""");
        using var client = NewClient(server);

        var page = await client.Orgs.ListAsync(cancellationToken: TestContext.Current.CancellationToken);

        page.Value.NextCursor.ShouldBeNull();
    }

    /// <summary>Without the escapes that JSON allows and does not need.</summary>
    private static string Normal(string json) => json.Length == 0 ? json : JsonNode.Parse(json)!.ToJsonString(Readable);
}
