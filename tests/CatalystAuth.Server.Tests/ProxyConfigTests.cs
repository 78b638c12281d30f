using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>The configurations of proxies. That they work, real proxies show.</summary>
public sealed class ProxyConfigTests(SqliteServer server)
{
    public static TheoryData<string, string> Forms => new()
    {
        { "traefik", "file" }, { "traefik", "labels" }, { "traefik", "crd" }, { "caddy", "file" }, { "nginx", "file" }, { "nginx", "crd" },
        { "haproxy", "file" }, { "envoy", "file" }, { "envoy", "crd" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_names_the_route_both_servers_and_every_identity_header(string proxy, string form)
    {
        var (ada, app) = await NewAppAsync();

        var config = await ada.GetAsync(
            $"/v1/apps/{app}/proxy-config?proxy={proxy}&form={form}&forwardAuthUrl=http://catalyst.internal:9091&upstreamUrl=http://reports.internal:3000");

        config.ShouldBe(HttpStatusCode.OK);
        (config.Text("proxy"), config.Text("form")).ShouldBe((proxy, form));
        var text = string.Concat(config.At("files")!.AsArray().Select(file => file!["content"]!.GetValue<string>()));
        text.ShouldContain($"/fa/{(proxy == "nginx" && form == "crd" ? "ingress-nginx" : proxy)}/{app}");
        text.ShouldContain("catalyst.internal");
        text.ShouldContain("9091");
        text.ShouldNotContain("{{");
        IdentityHeaders.All.ShouldAllBe(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));

        // What clients send under other spellings of the names is taken away, or refused, by each that lets them through.
        if (proxy is "envoy")
        {
            text.ShouldContain("headers_with_underscores_action: REJECT_REQUEST");
            text.ShouldContain("x.user.sub");
        }
        else if (proxy is "traefik")
        {
            text.ShouldContain("X_User_Sub");
        }

        config.At("notes")!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Without_more_it_is_the_file_for_a_usual_version_and_where_forward_auth_listens()
    {
        var (ada, app) = await NewAppAsync();

        var config = await ada.GetAsync($"/v1/apps/{app}/proxy-config?proxy=caddy");

        (config.Text("form"), config.Text("version")).ShouldBe(("file", "2.8"));
        Content(config).ShouldContain("forward_auth http://127.0.0.1:");
        Content(config).ShouldContain("reverse_proxy http://upstream:8080");
        Content(config).ShouldStartWith("app.localhost {");
    }

    [Theory]
    [InlineData("3.6.8", false)]
    [InlineData("3.6.9", true)]
    [InlineData("3.7", true)]
    public async Task An_option_is_written_for_versions_that_know_it_only(string version, bool isKnown)
    {
        var (ada, app) = await NewAppAsync();

        var config = await ada.GetAsync($"/v1/apps/{app}/proxy-config?proxy=traefik&version={version}");

        Content(config).Contains("maxResponseBodySize", StringComparison.Ordinal).ShouldBe(isKnown);
    }

    [Theory]
    [InlineData("proxy=apache", "proxy")]
    [InlineData("proxy=Caddy", "proxy")]
    [InlineData("proxy=caddy&form=labels", "form")]
    [InlineData("proxy=caddy&version=2.5", "version")]
    [InlineData("proxy=caddy&version=latest", "version")]
    [InlineData("proxy=caddy&version=2.8%0A%7D", "version")]
    [InlineData("proxy=caddy&version=2.8.0.0.0", "version")]
    [InlineData("proxy=caddy&forwardAuthUrl=catalyst:5081", "forwardAuthUrl")]
    [InlineData("proxy=caddy&forwardAuthUrl=ftp://catalyst:5081", "forwardAuthUrl")]
    [InlineData("proxy=caddy&forwardAuthUrl=http://catalyst:5081/path", "forwardAuthUrl")]
    [InlineData("proxy=caddy&forwardAuthUrl=http://a:b@catalyst:5081", "forwardAuthUrl")]
    [InlineData("proxy=nginx&upstreamUrl=http://up%3B%0Aevil", "upstreamUrl")]
    [InlineData("proxy=nginx&upstreamUrl=http://up%20stream", "upstreamUrl")]
    [InlineData("proxy=nginx&upstreamUrl=http://up%22stream", "upstreamUrl")]
    [InlineData("proxy=haproxy&upstreamUrl=http://up:0", "upstreamUrl")]
    [InlineData("proxy=haproxy&upstreamUrl=", "upstreamUrl")]
    public async Task What_can_not_be_written_or_could_write_more_is_refused(string query, string field)
    {
        var (ada, app) = await NewAppAsync();

        var refused = await ada.GetAsync($"/v1/apps/{app}/proxy-config?{query}");

        refused.ShouldBe(HttpStatusCode.BadRequest, "app.invalid_proxy");
        refused.At("errors")![field].ShouldNotBeNull(refused.Body);
    }

    [Fact]
    public async Task Only_who_may_read_the_app_gets_it()
    {
        var (_, app) = await NewAppAsync();
        var eve = await server.SignUpAsync("Eve");

        (await server.Anonymous().GetAsync($"/v1/apps/{app}/proxy-config?proxy=caddy")).ShouldBe(HttpStatusCode.Unauthorized);
        (await eve.GetAsync($"/v1/apps/{app}/proxy-config?proxy=caddy")).ShouldBe(HttpStatusCode.NotFound, "app.not_found");
        (await eve.GetAsync($"/v1/apps/{app}/proxy-config")).ShouldBe(HttpStatusCode.NotFound, "app.not_found");
    }

    private static string Content(Answer config) => ((JsonArray)config.At("files")!)[0]!["content"]!.GetValue<string>();

    private async Task<(Caller Ada, string App)> NewAppAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewAppAsync(await ada.NewOrgAsync()));
    }
}
