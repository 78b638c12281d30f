using System.Net;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.AppSessions;

public sealed class SqliteForwardAuthDomainTests(SqliteServer server) : ForwardAuthDomainTests(server);

public sealed class PostgresForwardAuthDomainTests(PostgresServer server) : ForwardAuthDomainTests(server);

/// <summary>Domains for which one middleware asks.</summary>
public abstract class ForwardAuthDomainTests(TestServer server)
{
    [Fact]
    public async Task An_admin_gives_a_domain_to_an_organisation_and_takes_it_away()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var (org, other) = (await ada.NewOrgAsync(), await eve.NewOrgAsync());
        var domain = $"d{Guid.CreateVersion7():N}.example";
        var path = $"/v1/forward-auth/domains/{domain}";

        var set = await admin.PutAsync(path.ToUpperInvariant().Replace("/V1/FORWARD-AUTH/DOMAINS", "/v1/forward-auth/domains", StringComparison.Ordinal), new { orgId = org });
        set.ShouldBe(HttpStatusCode.OK);
        (set.Text("domain"), set.Text("orgId")).ShouldBe((domain, org));
        (await admin.PutAsync(path, new { orgId = other })).Text("createdAt").ShouldBe(set.Text("createdAt"));
        (await admin.GetAsync(path)).Text("orgId").ShouldBe(other);
        var config = await admin.GetAsync($"{path}/proxy-config?proxy=nginx");
        config.At("files")!.ToJsonString().ShouldContain($"/fa/nginx/domain/{domain}");
        config.At("files")!.ToJsonString().ShouldContain($"server_name .{domain};");

        (await admin.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "forward_auth_domain.not_found");
        (await admin.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "forward_auth_domain.not_found");
        (await server.RecordsOfAsync(domain)).Select(record => record.Action)
            .ShouldBe(["forward_auth_domain.set", "forward_auth_domain.set", "forward_auth_domain.removed"]);
    }

    [Fact]
    public async Task A_domain_above_or_below_one_that_is_set_is_refused()
    {
        var admin = await server.SignInAdminAsync();
        var org = await (await server.SignUpAsync()).NewOrgAsync();
        var domain = $"apps.d{Guid.CreateVersion7():N}.example";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = org })).ShouldBe(HttpStatusCode.OK);

        foreach (var other in new[] { domain["apps.".Length..], $"eu.{domain}" })
        {
            (await admin.PutAsync($"/v1/forward-auth/domains/{other}", new { orgId = org })).ShouldBe(HttpStatusCode.Conflict, "forward_auth_domain.overlaps");
        }

        (await admin.PutAsync($"/v1/forward-auth/domains/my{domain}", new { orgId = org })).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/forward-auth/domains/my{domain}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync($"/v1/forward-auth/domains/{domain}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Nobody_else_does_and_what_is_no_domain_of_ones_own_is_refused()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await server.Anonymous().PutAsync("/v1/forward-auth/domains/example.com", new { orgId = org })).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.PutAsync("/v1/forward-auth/domains/example.com", new { orgId = org })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.DeleteAsync("/v1/forward-auth/domains/example.com")).ShouldBe(HttpStatusCode.Forbidden);
        (await ada.GetAsync("/v1/forward-auth/domains/example.com")).ShouldBe(HttpStatusCode.Forbidden);
        (await ada.GetAsync("/v1/forward-auth/domains/example.com/proxy-config")).ShouldBe(HttpStatusCode.Forbidden);
        foreach (var bad in (string[])["com", "co.uk", "github.io", "10.0.0.1", "example.com:8443", "*.example.com", "a..b"])
        {
            (await admin.PutAsync($"/v1/forward-auth/domains/{bad}", new { orgId = org })).ShouldBe(HttpStatusCode.BadRequest, "forward_auth_domain.invalid");
        }

        (await admin.PutAsync("/v1/forward-auth/domains/example.com", new { orgId = "org_01h455vb4pex5vsknk084sn02q" })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    [Fact]
    public async Task A_browser_signs_in_once_for_a_domain_and_moves_across_its_hosts()
    {
        await using var house = await AppHouse.BuildAsync(server);
        var admin = await server.SignInAdminAsync();
        var domain = $"d{Guid.CreateVersion7():N}.localhost";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = house.Org })).ShouldBe(HttpStatusCode.OK);
        foreach (var (name, rule) in new[] { ("wiki", """{"permission":"org:read"}"""), ("shop", """{"role":"owner"}"""), ("safe", """{"role":"nobody-has-it"}""") })
        {
            (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/apps", Json.Content($$"""{"name":"{{name}}","hosts":["{{name}}.{{domain}}"],"rules":[{"path":"/**","require":{{rule}}}]}"""))).ShouldBe(HttpStatusCode.Created);
        }

        await using var upstream = await EchoUpstream.StartAsync();
        await using var proxy = await AppHouse.StartProxyAsync(server, admin, $"/v1/forward-auth/domains/{domain}/proxy-config", upstream);
        using var browser = await house.SignInAsync(house.Owner);

        var wiki = await browser.FollowAsync($"http://wiki.{domain}:{proxy.Url.Port}/page");
        wiki.Status.ShouldBe(HttpStatusCode.OK, wiki.Body);
        wiki.Url.ShouldBe($"http://wiki.{domain}:{proxy.Url.Port}/page");
        var handle = browser.CookieOf($"shop.{domain}", "__Secure-catalyst_domain").ShouldNotBeNull();

        // No further round: the cookie is there already.
        (await browser.OpenAsync($"http://shop.{domain}:{proxy.Url.Port}/")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.OpenAsync($"http://safe.{domain}:{proxy.Url.Port}/")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // Of no use at the API, at the portal, and behind the middleware of an app.
        using var thief = house.NewBrowser();
        foreach (var name in (string[])["__Secure-catalyst_domain", "__Host-catalyst_session", "__Host-catalyst_app"])
        {
            thief.SetCookie("localhost", name, handle);
            thief.SetCookie("app.localhost", name, handle);
        }

        (await thief.FetchAsync(HttpMethod.Get, $"{AppHouse.Portal}/v1/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await thief.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await new Caller(server.NewHttpClient(), handle).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        // Signed out at one, out at all.
        (await browser.FollowAsync($"http://wiki.{domain}:{proxy.Url.Port}/.catalyst/sign-out", ("Sec-Fetch-Site", "same-origin"))).Body.ShouldContain("signed out");
        (await browser.OpenAsync($"http://shop.{domain}:{proxy.Url.Port}/")).Status.ShouldBe(HttpStatusCode.Found);
    }
}
