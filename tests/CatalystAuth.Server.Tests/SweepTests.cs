using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteSweepTests(SqliteServer server) : SweepTests(server);

public sealed class PostgresSweepTests(PostgresServer server) : SweepTests(server);

/// <summary>
/// Walks every route of the OpenAPI document with bad input, so that a new one can't be forgotten. <see cref="Isolation.IsolationTests"/>
/// walks them as strangers.
/// </summary>
public abstract class SweepTests(TestServer server)
{
    private static readonly string[] Anonymous =
    [
        "POST /v1/auth/flows", "GET /v1/auth/flows/{flow}", "POST /v1/auth/flows/{flow}", "POST /v1/auth/password-strength", "POST /v1/setup", "POST /oauth/token", "POST /oauth/revoke", "GET /.well-known/openid-configuration",
        "GET /.well-known/oauth-authorization-server", "GET /.well-known/jwks.json", "GET /.well-known/jwks-eddsa.json",
        "GET /v1/revocations", "GET /v1/revocations/stream",
        "GET /v1/invitations/{token}", "POST /v1/invitations/{token}/decline", "POST /v1/invitations/{token}/request",
        "POST /v1/invitations/preview", "POST /v1/invitations/decline", "POST /v1/invitations/request",
        "POST /v1/account-links/email-change/preview", "POST /v1/account-links/email-change/confirm", "POST /v1/account-links/email-change/refuse",
        "POST /v1/account-links/unlock", "GET /v1/orgs/{org}/join",
    ];

    [Fact]
    public async Task Without_a_token_every_route_but_the_public_ones_answers_401()
    {
        foreach (var route in await RoutesAsync())
        {
            var answer = await SendAsync(server.Anonymous(), route, route.Body is null ? null : Json.Content("{}"));
            if (Anonymous.Contains(route.Name))
            {
                answer.Code.ShouldNotBe("auth.unauthenticated", route.Name);
            }
            else
            {
                answer.Status.ShouldBe(HttpStatusCode.Unauthorized, route.Name);
                answer.Code.ShouldBe("auth.unauthenticated", route.Name);
            }
        }
    }

    [Fact]
    public async Task Bad_input_on_every_route_is_a_problem_with_a_code_and_never_a_500()
    {
        var owner = await NewHouseAsync();
        string[] bodies =
        [
            "", "{", "null", "[]", "\"text\"", "42", "{\"unknown\":1}", "{\"name\":1}", "{\"name\":null}", "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"name\":\"\\u0000\"}", "{\"name\":\"\\ud800\"}", "{\"answers\":[]}", "{\"labels\":[null]}", "{\"labels\":\"x\"}", "{\"userId\":\"\"}",
            new string('[', 5000), "{\"name\":\"" + new string('x', 5000) + "\"}",
        ];
        foreach (var route in (await RoutesAsync()).Where(route => route.Body is not null))
        {
            // In a PATCH null means "leave it", so it is no bad input there.
            foreach (var body in bodies.Where(body => route.Method != "PATCH" || !body.Contains(":null", StringComparison.Ordinal)))
            {
                ShouldBeRefused(await SendAsync(owner.Caller, owner.Fill(route), Json.Content(body)), $"{route.Name} {body[..Math.Min(40, body.Length)]}");
            }

            ShouldBeRefused(await SendAsync(owner.Caller, owner.Fill(route), new StringContent("{}", Encoding.UTF8, "text/plain")), $"{route.Name} text/plain");
            ShouldBeRefused(await SendAsync(owner.Caller, owner.Fill(route), new StringContent("<a/>", Encoding.UTF8, "application/xml")), $"{route.Name} xml");
            ShouldBeRefused(await SendAsync(owner.Caller, owner.Fill(route), Json.Content("{\"name\":\"" + new string('x', 300 * 1024) + "\"}")), $"{route.Name} too large");
        }

        (await owner.Caller.GetAsync($"/v1/orgs/{owner.Org}")).Text("name").ShouldBe("House");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%01")]
    [InlineData("org_")]
    [InlineData("..%2f..")]
    [InlineData("%f0%9f%99%82")]
    [InlineData("key_7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_strange_id_on_every_route_is_refused_and_never_a_500(string id)
    {
        var owner = await NewHouseAsync();
        foreach (var route in (await RoutesAsync()).Where(route => route.Path.Contains('{')))
        {
            var path = string.Join('/', route.Path.Split('/').Select(part => part.StartsWith('{') ? id : part));
            var answer = await SendAsync(owner.Caller, route with { Path = path }, route.Body is null ? null : Json.Content("{}"));

            ShouldBeRefused(answer, $"{route.Name} {id}");
        }
    }

    private static void ShouldBeRefused(Answer answer, string what)
    {
        ((int)answer.Status).ShouldBeInRange(400, 499, $"{what}: {answer.Body}");
        (answer.Code ?? answer.At("error")?.GetValue<string>()).ShouldNotBeNullOrEmpty($"{what}: {answer.Body}");
        answer.Body.ShouldNotContain("CatalystAuth.", customMessage: what);
    }

    private static Task<Answer> SendAsync(Caller caller, Route route, HttpContent? body) =>
        caller.SendAsync(new HttpMethod(route.Method), route.Path, body);

    private async Task<IReadOnlyList<Route>> RoutesAsync()
    {
        var document = await server.Anonymous().GetAsync("/openapi/v1.json");
        var routes = document.At("paths")!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new Route(operation.Key.ToUpperInvariant(), path.Key, operation.Value!["requestBody"]))).ToList();
        routes.Count.ShouldBeGreaterThan(25);
        return routes;
    }

    private async Task<House> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync("House");
        var (key, _) = await ada.NewKeyAsync(org, "app:read");
        var invited = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = "guest@example.com" });
        return new House(ada, org, key, await ada.NewAppAsync(org), invited.Text("id"), invited.Text("token"));
    }

    private sealed record Route(string Method, string Path, JsonNode? Body)
    {
        public string Name => $"{Method} {Path}";
    }

    private sealed record House(Caller Caller, string Org, string Key, string App, string Invitation, string Token)
    {
        public Route Fill(Route route) => route with
        {
            Path = (route.Path.EndsWith("/explain", StringComparison.Ordinal) || route.Path.EndsWith("/access", StringComparison.Ordinal)
                ? route.Path + "?permission=org:read"
                : route.Path)
                .Replace("{group}", "grp_01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal)
                .Replace("{role}", "rol_01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal)
                .Replace("{binding}", "bnd_01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal)
                .Replace("{org}", Org, StringComparison.Ordinal).Replace("{key}", Key, StringComparison.Ordinal)
                .Replace("{app}", App, StringComparison.Ordinal).Replace("{user}", Caller.UserId, StringComparison.Ordinal)
                .Replace("{session}", Caller.SessionId, StringComparison.Ordinal).Replace("{name}", "report:read", StringComparison.Ordinal)
                .Replace("{invitation}", Invitation, StringComparison.Ordinal).Replace("{token}", Token, StringComparison.Ordinal)
                .Replace("{flow}", "flow_01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal)
                .Replace("{decision}", "dec_01h455vb4pex5vsknk084sn02q", StringComparison.Ordinal),
        };
    }
}
