using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What anybody may read.</summary>
public sealed partial class PublicRouteTests(SqliteServer server)
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/setup", "text/html")]
    [InlineData("/assets/catalyst.css", "text/css")]
    [InlineData("/assets/portal.css", "text/css")]
    [InlineData("/assets/portal.js", "text/javascript")]
    [InlineData("/assets/fragments.js", "text/javascript")]
    [InlineData("/sign-in", "text/html")]
    [InlineData("/sign-up", "text/html")]
    [InlineData("/invitations", "text/html")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/reference", "text/html")]
    [InlineData("/openapi/v1.json", "application/json")]
    [InlineData("/healthz/live", "text/plain")]
    [InlineData("/healthz/ready", "text/plain")]
    public async Task A_page_is_there(string path, string type)
    {
        var answer = await server.Anonymous().GetAsync(path);
        if (answer.Status == HttpStatusCode.Redirect)
        {
            answer = await server.Anonymous().GetAsync(new Uri(server.Url, answer.Headers.Location!).PathAndQuery);
        }

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.ContentType.ShouldBe(type);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        var head = await server.Anonymous().SendAsync(HttpMethod.Head, path);
        ((int)head.Status).ShouldBeOneOf(200, 302);
        head.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_api_takes_no_head() =>
        (await server.Anonymous().SendAsync(HttpMethod.Head, "/v1/events/stream")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);

    [Fact]
    public async Task The_links_of_the_start_page_lead_somewhere()
    {
        var page = (await server.Anonymous().GetAsync("/")).Body;
        var links = page.Split("href=\"").Skip(1).Select(part => part.Split('"')[0]).Concat(page.Split("src=\"").Skip(1).Select(part => part.Split('"')[0]));
        foreach (var link in links.Distinct())
        {
            ((int)(await server.Anonymous().GetAsync(link)).Status).ShouldBeLessThan(400, link);
        }
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task Discovery_names_the_issuer_byte_for_byte_and_routes_that_exist(string path)
    {
        var ada = await server.SignUpAsync();
        var document = await server.Anonymous().GetAsync(path);

        document.ShouldBe(HttpStatusCode.OK);
        document.Text("issuer").ShouldBe(Jwt.Payload(ada.AccessToken!)["iss"]!.GetValue<string>());
        document.Text("jwks_uri").ShouldBe(document.Text("issuer") + "/.well-known/jwks.json");
        document.Text("token_endpoint").ShouldBe(document.Text("issuer") + "/oauth/token");
    }

    [Fact]
    public async Task The_key_set_holds_the_key_that_signed_a_token()
    {
        var ada = await server.SignUpAsync();

        var keys = (await server.Anonymous().GetAsync("/.well-known/jwks.json")).At("keys")!.AsArray();

        keys.Select(key => key!["kty"]!.GetValue<string>()).ShouldBe(["RSA", "EC", "EC", "EC"]);
        keys[0]!["kid"]!.GetValue<string>().ShouldBe(Jwt.Header(ada.AccessToken!)["kid"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_with_a_code()
    {
        (await server.Anonymous().GetAsync("/v1/nothing")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
        (await server.Anonymous().DeleteAsync("/v1/auth/flows")).ShouldBe(HttpStatusCode.MethodNotAllowed, "request.method_not_allowed");
        (await server.Anonymous().GetAsync("/fa/caddy/app_01h455vb4pex5vsknk084sn02q")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var http = server.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live");
        request.Headers.Host = "evil.example.com";

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_checked_in_API_document_is_the_one_that_is_served()
    {
        var served = JsonNode.Parse((await server.Anonymous().GetAsync("/openapi/v1.json")).Body)!.ToJsonString(Indented);
        var path = Path.Combine(RepositoryRoot(), "api", "openapi.v1.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, served + "\n", TestContext.Current.CancellationToken);
        }

        var checkedIn = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        checkedIn.Trim().ShouldBe(served, "Run ./eng/update-openapi and look at the difference.");
    }

    [Fact]
    public async Task The_API_document_says_what_lists_hold_and_speaks_of_no_type_of_ours()
    {
        var parts = Within((await server.Anonymous().GetAsync("/openapi/v1.json")).Json!).ToList();

        parts.Count.ShouldBeGreaterThan(1000);
        parts.Where(part => IsList(part) && !part.ContainsKey("items")).Select(part => part.GetPath()).ShouldBeEmpty();
        parts.Select(part => part["description"]).OfType<JsonValue>().Select(words => words.GetValue<string>())
            .Where(words => OfOurs().IsMatch(words)).ShouldBeEmpty();
    }

    private static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Within(member.Value)).Prepend(part),
        JsonArray parts => parts.SelectMany(Within),
        _ => [],
    };

    private static bool IsList(JsonObject part) => part["type"] switch
    {
        JsonValue type => type.TryGetValue(out string? name) && name == "array",
        JsonArray types => types.Any(type => type!.GetValue<string>() == "array"),
        _ => false,
    };

    // A reference to a member is written out with its type: "string? Session.UserAgent".
    [GeneratedRegex(@"&[lg]t;|[a-z?>] [A-Z]\w+\.[A-Z]\w+")]
    private static partial Regex OfOurs();

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CatalystAuth.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
