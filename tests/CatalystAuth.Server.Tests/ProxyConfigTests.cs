using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Proxies;

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

        // Labels are on the upstream, and services of Kubernetes are looked at below.
        (form != "file" || text.Contains("reports.internal", StringComparison.Ordinal)).ShouldBeTrue(text);
        IdentityHeaders.All.ShouldAllBe(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));

        // What some upstreams take for the path.
        foreach (var name in proxy == "haproxy" ? ["x[-_.](original[-_.]ur[il]|rewrite[-_.]url)"] : (string[])["X-Original-URL", "X-Original-URI", "X-Rewrite-URL"])
        {
            text.ShouldContain(name, Case.Insensitive);
        }

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
    [InlineData("2.11.37", false)]
    [InlineData("2.11.38", true)]
    [InlineData("3.0", false)]
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
    [InlineData("file", "addAuthCookiesToResponse: [__Host-catalyst_decision]")]
    [InlineData("crd", "addAuthCookiesToResponse: [__Host-catalyst_decision]")]
    [InlineData("labels", "addauthcookiestoresponse=__Host-catalyst_decision")]
    public async Task Traefik_hands_the_cookie_on_since_its_third_version(string form, string option)
    {
        var (ada, app) = await NewAppAsync();

        Content(await ConfigAsync(ada, app, $"proxy=traefik&form={form}&version=2.11")).ShouldNotContain("addAuthCookiesToResponse", Case.Insensitive);
        Content(await ConfigAsync(ada, app, $"proxy=traefik&form={form}&version=2.11.50")).ShouldNotContain("addAuthCookiesToResponse", Case.Insensitive);
        Content(await ConfigAsync(ada, app, $"proxy=traefik&form={form}&version=3.0")).ShouldContain(option);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("labels")]
    [InlineData("crd")]
    public async Task Traefik_takes_the_hosts_of_a_domain_by_the_pattern_of_its_version(string form)
    {
        var admin = await server.SignInAdminAsync();
        var domain = $"d{Guid.CreateVersion7():N}.example";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = await admin.NewOrgAsync() })).ShouldBe(HttpStatusCode.OK);
        var escaped = domain.Replace(".", "[.]", StringComparison.Ordinal);

        foreach (var (version, pattern) in new[] { ("2.11", $"HostRegexp(`{{any:[a-z0-9.-]+}}.{domain}`)"), ("3.0", $"HostRegexp(`^[a-z0-9.-]+[.]{escaped}$`)") })
        {
            var config = await admin.GetAsync($"/v1/forward-auth/domains/{domain}/proxy-config?proxy=traefik&form={form}&version={version}");

            // A dollar is written twice for Compose.
            Content(config).ShouldContain($"Host(`{domain}`) || {(form == "labels" ? pattern.Replace("$", "$$", StringComparison.Ordinal) : pattern)}");
        }
    }

    [Theory]
    [InlineData("3.6.19", false)]
    [InlineData("3.6.20", true)]
    [InlineData("3.6.21", true)]
    [InlineData("3.7", false)]
    [InlineData("3.7.5", false)]
    [InlineData("3.7.6", true)]
    [InlineData("3.8", true)]
    [InlineData("4.0", true)]
    [InlineData("2.11", false)]
    public async Task Traefiks_strategy_for_aliases_is_named_where_there_is_one(string version, bool isThere)
    {
        var (ada, app) = await NewAppAsync();

        var config = await ConfigAsync(ada, app, $"proxy=traefik&version={version}");

        Notes(config).Any(note => note.Contains("underscoreHeadersStrategy", StringComparison.Ordinal)).ShouldBe(isThere);
        Content(config).ShouldContain("\"X_User_Sub\": \"\"");
    }

    [Theory]
    [InlineData("file", "{ exact: x-content-type-options }, { exact: retry-after }")]
    [InlineData("crd", "x-content-type-options, retry-after")]
    public async Task Envoy_hands_on_what_the_pages_of_forward_auth_say_of_themselves(string form, string names)
    {
        var (ada, app) = await NewAppAsync();

        Content(await ConfigAsync(ada, app, $"proxy=envoy&form={form}")).ShouldContain(names);
    }

    [Theory]
    [InlineData("file", "trustForwardHeader: false")]
    [InlineData("crd", "trustForwardHeader: false")]
    [InlineData("labels", "trustforwardheader=false")]
    public async Task Traefik_believes_no_forwarded_header(string form, string option)
    {
        var (ada, app) = await NewAppAsync();

        foreach (var version in (string[])["2.11", "3.0", "3.7"])
        {
            Content(await ConfigAsync(ada, app, $"proxy=traefik&form={form}&version={version}")).ShouldContain(option);
        }
    }

    [Theory]
    [InlineData("3.1", false)]
    [InlineData("3.2", true)]
    public async Task HAProxy_drops_trailers_where_it_can(string version, bool can)
    {
        var (ada, app) = await NewAppAsync();

        Content(await ConfigAsync(ada, app, $"proxy=haproxy&version={version}")).Contains("option http-drop-request-trailers", StringComparison.Ordinal).ShouldBe(can);
    }

    [Theory]
    [InlineData("http://localhost:5081", "http://127.0.0.1:5081", false)]
    [InlineData("http://auth.localhost:5081", "http://127.0.0.1:5081", false)]
    [InlineData("http://10.0.0.7:5081", "http://10.0.0.7:5081", false)]
    [InlineData("http://catalyst.internal:5081", "http://catalyst.internal:5081", true)]
    public async Task HAProxys_script_looks_for_no_name_that_the_DNS_can_not_know(string forwardAuth, string asked, bool needsDns)
    {
        var (ada, app) = await NewAppAsync();

        var config = await ConfigAsync(ada, app, $"proxy=haproxy&forwardAuthUrl={forwardAuth}");

        config.At("files")!.AsArray()[1]!["content"]!.GetValue<string>().ShouldContain($"local url = \"{asked}\"");
        Notes(config).Any(note => note.Contains("resolvers", StringComparison.Ordinal)).ShouldBe(needsDns);
    }

    [Theory]
    [InlineData("file", "proxy_buffer_size 8k;")]
    [InlineData("crd", "proxy-buffer-size: \"8k\"")]
    public async Task Nginx_has_room_for_an_identity_and_a_cookie(string form, string text)
    {
        var (ada, app) = await NewAppAsync();

        Content(await ConfigAsync(ada, app, $"proxy=nginx&form={form}")).ShouldContain(text);
    }

    [Theory]
    [InlineData("traefik", "file")]
    [InlineData("traefik", "labels")]
    [InlineData("traefik", "crd")]
    [InlineData("nginx", "crd")]
    [InlineData("envoy", "file")]
    [InlineData("envoy", "crd")]
    public async Task What_is_YAML_can_be_read_as_such(string proxy, string form)
    {
        var (ada, app) = await NewAppAsync();
        foreach (var scheme in (string[])["http", "https"])
        {
            var config = await ConfigAsync(ada, app, $"proxy={proxy}&form={form}&forwardAuthUrl={scheme}://catalyst:9091&upstreamUrl={scheme}://reports.team-a:3000");

            foreach (var file in config.At("files")!.AsArray())
            {
                Yaml.ParseAll(file!["content"]!.GetValue<string>()).ShouldAllBe(document => document.Members.Count > 0);
            }
        }
    }

    [Fact]
    public async Task Labels_are_texts_that_name_the_port_of_the_upstream()
    {
        var (ada, app) = await NewAppAsync();

        var labels = Yaml.Parse(Content(await ConfigAsync(ada, app, "proxy=traefik&form=labels&upstreamUrl=http://reports:3000")))["services", "upstream", "labels"]
            .Items.Select(label => label.Text.Split('=', 2)).ToDictionary(label => label[0], label => label[1]);

        var name = $"catalyst-{app.Replace('_', '-')}";
        labels[$"traefik.http.services.{name}.loadbalancer.server.port"].ShouldBe("3000");
        labels[$"traefik.http.routers.{name}.rule"].ShouldBe("Host(`app.localhost`)");
        labels[$"traefik.http.middlewares.{name}.forwardauth.authresponseheaders"].Split(',').ShouldBe(IdentityHeaders.All);
    }

    [Theory]
    [InlineData("reports", null)]
    [InlineData("reports.team-a", "team-a")]
    [InlineData("reports.team-a.svc", "team-a")]
    [InlineData("reports.team-a.svc.cluster.local", "team-a")]
    public async Task Resources_name_the_upstreams_service_and_its_namespace(string host, string? space)
    {
        var (ada, app) = await NewAppAsync();

        var traefik = await ConfigAsync(ada, app, $"proxy=traefik&form=crd&upstreamUrl=http://{host}:3000");
        var nginx = await ConfigAsync(ada, app, $"proxy=nginx&form=crd&upstreamUrl=http://{host}:3000");

        var route = Yaml.ParseAll(Content(traefik)).Single(resource => resource["kind"].Text == "IngressRoute")["spec", "routes", 0, "services", 0];
        string[] expected = space is null ? ["name=reports", "port=3000"] : ["name=reports", $"namespace={space}", "port=3000"];
        route.Members.Select(member => $"{member.Key}={member.Value.Text}").ShouldBe(expected);
        var service = Yaml.Parse(Content(nginx))["spec", "rules", 0, "http", "paths", 0, "backend", "service"];
        (service["name"].Text, service["port", "number"].Text).ShouldBe(("reports", "3000"));
        foreach (var config in (Answer[])[traefik, nginx])
        {
            Notes(config).ShouldContain(note => note.Contains($"Apply it in the namespace {space ?? "of the upstream"}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task For_Istio_it_is_said_what_the_scheme_is_and_that_the_upstream_counts_for_nothing()
    {
        var (ada, app) = await NewAppAsync();

        var config = await ConfigAsync(ada, app, "proxy=envoy&form=crd&upstreamUrl=http://10.0.0.7:3000");

        var provider = Yaml.Parse(Content(config))["meshConfig", "extensionProviders", 0, "envoyExtAuthzHttp"];
        provider["includeAdditionalHeadersInCheck", "x-forwarded-proto"].Text.ShouldBe("https");
        Notes(config).ShouldContain(note => note.Contains("x-forwarded-proto", StringComparison.Ordinal));
        Notes(config).ShouldContain(note => note.Contains("upstreamUrl", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("traefik", "labels", "loadbalancer.server.scheme=https")]
    [InlineData("traefik", "crd", "scheme: https")]
    [InlineData("nginx", "file", "proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;")]
    [InlineData("nginx", "crd", "backend-protocol: \"HTTPS\"")]
    [InlineData("haproxy", "file", "httpclient.ssl.ca-file @system-ca")]
    [InlineData("envoy", "file", "filename: \"/etc/ssl/certs/ca-certificates.crt\"")]
    public async Task Https_is_spoken_and_verified_by_the_systems_authorities(string proxy, string form, string text)
    {
        var (ada, app) = await NewAppAsync();

        var secret = await ConfigAsync(ada, app, $"proxy={proxy}&form={form}&forwardAuthUrl=https://catalyst.internal:9091&upstreamUrl=https://reports.internal:3000");
        var plain = await ConfigAsync(ada, app, $"proxy={proxy}&form={form}&forwardAuthUrl=http://catalyst.internal:9091&upstreamUrl=http://reports.internal:3000");

        Content(secret).ShouldContain(text);
        Content(plain).ShouldNotContain(text);
        Notes(secret).Count.ShouldBeGreaterThan(Notes(plain).Count);
    }

    [Fact]
    public async Task Envoy_looks_for_the_servers_name_or_address_in_its_certificate_and_bounds_no_stream()
    {
        var (ada, app) = await NewAppAsync();

        var text = Content(await ConfigAsync(ada, app, "proxy=envoy&caFile=/run/ca.pem&forwardAuthUrl=https://catalyst.internal:9091&upstreamUrl=https://10.0.0.7:3000"));

        text.ShouldContain("sni: \"catalyst.internal\"");
        text.ShouldContain("match_typed_subject_alt_names: [{ san_type: DNS, matcher: { exact: \"catalyst.internal\" } }]");
        text.ShouldContain("match_typed_subject_alt_names: [{ san_type: IP_ADDRESS, matcher: { exact: \"10.0.0.7\" } }]");
        text.ShouldNotContain("sni: \"10.0.0.7\"");
        text.Split("trusted_ca: { filename: \"/run/ca.pem\" }").Length.ShouldBe(3);
        text.ShouldContain("upgrade_configs: [{ upgrade_type: websocket }]");
        text.ShouldContain("route: { cluster: upstream, timeout: 0s }");
    }

    [Theory]
    [InlineData("traefik", 2)]
    [InlineData("caddy", 2)]
    [InlineData("nginx", 2)]
    [InlineData("haproxy", 2)]
    [InlineData("envoy", 2)]
    public async Task Another_file_of_authorities_counts_for_both_servers(string proxy, int times)
    {
        var (ada, app) = await NewAppAsync();

        var text = Content(await ConfigAsync(ada, app, $"proxy={proxy}&caFile=/run/ca.pem&forwardAuthUrl=https://catalyst.internal:9091&upstreamUrl=https://reports.internal:3000"));

        (text.Split("/run/ca.pem").Length - 1).ShouldBe(times);
    }

    [Fact]
    public async Task Names_of_nginx_are_as_short_as_it_has_place_for()
    {
        var admin = await server.SignInAdminAsync();
        var domain = $"{new string('a', 60)}.{new string('b', 60)}.example";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = await admin.NewOrgAsync() })).ShouldBe(HttpStatusCode.OK);

        var text = Content(await admin.GetAsync($"/v1/forward-auth/domains/{domain}/proxy-config?proxy=nginx"));

        Regex.Matches(text, "[$]([a-z0-9_]+)").Select(name => name.Groups[1].Value).ShouldAllBe(name => name.Length < 46);
    }

    [Theory]
    [InlineData(46, false)]
    [InlineData(47, true)]
    public async Task For_a_domain_nginx_needs_larger_buckets_by_the_longest_part_of_it(int length, bool isLong)
    {
        var admin = await server.SignInAdminAsync();
        var domain = $"{Guid.CreateVersion7():N}.{new string('a', length)}.example";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = await admin.NewOrgAsync() })).ShouldBe(HttpStatusCode.OK);

        var config = await admin.GetAsync($"/v1/forward-auth/domains/{domain}/proxy-config?proxy=nginx");

        Content(config).Contains("server_names_hash_bucket_size 128;", StringComparison.Ordinal).ShouldBe(isLong);
        Notes(config).Any(note => note.Contains("server_names_hash_bucket_size 128;", StringComparison.Ordinal)).ShouldBe(isLong);
    }

    /// <summary>CVE-2025-24514: what is written into a configuration of a proxy writes more than was meant.</summary>
    [Trait("Advisory", "Injection into generated configuration")]
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
    [InlineData("proxy=traefik&form=crd&upstreamUrl=http://10.0.0.7:3000", "upstreamUrl")]
    [InlineData("proxy=traefik&form=crd&upstreamUrl=http://[fd00::7]:3000", "upstreamUrl")]
    [InlineData("proxy=traefik&form=crd&upstreamUrl=https://reports.eu.example.com", "upstreamUrl")]
    [InlineData("proxy=nginx&form=crd&upstreamUrl=http://10.0.0.7:3000", "upstreamUrl")]
    [InlineData("proxy=nginx&form=crd&upstreamUrl=https://reports.eu.example.com", "upstreamUrl")]
    [InlineData("proxy=nginx&caFile=", "caFile")]
    [InlineData("proxy=nginx&caFile=ca.pem", "caFile")]
    [InlineData("proxy=nginx&caFile=/", "caFile")]
    [InlineData("proxy=nginx&caFile=/a%3B%0Aevil", "caFile")]
    [InlineData("proxy=nginx&caFile=/a%20b", "caFile")]
    [InlineData("proxy=nginx&caFile=/a$b", "caFile")]
    [InlineData("proxy=envoy&caFile=/a%22b", "caFile")]
    [InlineData("proxy=caddy&caFile=/a%7Bb", "caFile")]
    [InlineData("proxy=nginx&form=crd&caFile=/ca.pem", "caFile")]
    [InlineData("proxy=traefik&form=labels&caFile=/ca.pem", "caFile")]
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

    private static Task<Answer> ConfigAsync(Caller caller, string app, string query) => caller.GetAsync($"/v1/apps/{app}/proxy-config?{query}");

    private static IReadOnlyList<string> Notes(Answer config) => [.. config.At("notes")!.AsArray().Select(note => note!.GetValue<string>())];

    private static string Content(Answer config) => ((JsonArray)config.At("files")!)[0]!["content"]!.GetValue<string>();

    private async Task<(Caller Ada, string App)> NewAppAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewAppAsync(await ada.NewOrgAsync()));
    }
}
