using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.ForwardAuthDomains;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>One middleware for a domain.</summary>
public sealed class DomainTests : IAsyncLifetime
{
    private const string Route = "domain/apps.example";
    private const string DomainCookie = "__Secure-catalyst_domain";
    private const string AppCookie = "__Host-catalyst_app";

    private TestGate _gate = null!;
    private App _wiki = null!;
    private App _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _gate.Get<DomainCatalog>().Put("apps.example", _gate.Org);
        _wiki = NewApp("wiki.apps.example", new AppRule("/**", new Requirement.Scope("app:read")));
        _shop = NewApp("shop.apps.example:8443", new AppRule("/**", new Requirement.Public()));
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task The_app_is_found_by_the_host_and_its_own_rules_count()
    {
        var wiki = await _gate.AskAsync(Route, "/x", _gate.Token(), host: "wiki.apps.example");
        wiki.ShouldBe(200);
        wiki.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(Route, "/x", host: "WIKI.apps.example.:8080")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(Route, "/x", host: "shop.apps.example:8443")).ShouldBe(200);
        (await _gate.AskAsync(Route, "/x", host: "shop.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Fact]
    public async Task The_port_that_a_client_names_does_not_choose_between_apps_of_one_name()
    {
        NewApp("wiki.apps.example:8443", new AppRule("/**", new Requirement.Public()));

        (await _gate.AskAsync(Route, "/x", _gate.Token(), host: "wiki.apps.example:8443")).ShouldBe(403, DecisionReasons.UnknownApp);
        (await _gate.AskAsync(Route, "/x", _gate.Token(), host: "wiki.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Theory]
    [InlineData("evil-apps.example")]
    [InlineData("apps.example.evil.example")]
    [InlineData("other.example")]
    [InlineData("none.apps.example")]
    [InlineData("wiki.apps.example@evil.example")]
    public async Task Only_hosts_in_the_domain_at_a_dot_and_of_apps_of_its_organisation(string host)
    {
        NewApp("evil-apps.example", new AppRule("/**", new Requirement.Public()));
        NewApp("other.example", new AppRule("/**", new Requirement.Public()));

        (await _gate.AskAsync(Route, "/x", _gate.Token(), host: host)).ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Fact]
    public async Task An_app_of_another_organisation_is_not_found_and_of_two_with_one_host_neither()
    {
        var now = _gate.Time.GetUtcNow();
        _gate.Put(NewApp("theirs.apps.example", new AppRule("/**", new Requirement.Public())) with { Id = TypeId.New<AppId>(now), OrgId = TypeId.New<OrgId>(now), Hosts = ["stranger.apps.example"] });
        (await _gate.AskAsync(Route, "/x", host: "theirs.apps.example")).ShouldBe(200);
        (await _gate.AskAsync(Route, "/x", host: "stranger.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);

        var second = NewApp("theirs.apps.example", new AppRule("/**", new Requirement.Public()));
        (await _gate.AskAsync(Route, "/x", host: "theirs.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);
        _gate.Put(second with { Version = 2, Hosts = ["elsewhere.apps.example"] });
        (await _gate.AskAsync(Route, "/x", host: "theirs.apps.example")).ShouldBe(200);
        (await _gate.AskAsync(Route, "/x", host: "elsewhere.apps.example")).ShouldBe(200);
        _gate.Remove(second);
        (await _gate.AskAsync(Route, "/x", host: "elsewhere.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Theory]
    [InlineData("domain/none.example")]
    [InlineData("domain/APPS.example")]
    [InlineData("domain/example")]
    public async Task A_domain_that_nobody_set_is_denied(string route) =>
        (await _gate.AskAsync(route, "/x", _gate.Token(), host: "wiki.apps.example")).ShouldBe(403, DecisionReasons.UnknownApp);

    [Theory]
    [InlineData("domain/")]
    [InlineData("domain")]
    [InlineData("domain/apps.example/x")]
    public async Task Another_route_is_none(string route) =>
        ((int)(await _gate.AskAsync(route, "/x", host: "wiki.apps.example")).Status).ShouldBe(404);

    [Fact]
    public async Task A_browser_signs_in_for_the_whole_domain_and_its_cookie_is_for_the_domain_alone()
    {
        (string, string)[] navigating = [("Sec-Fetch-Mode", "navigate")];
        var sent = await _gate.AskAsync(Route, "/x?y", host: "wiki.apps.example", proto: "https", extra: navigating);
        sent.ShouldBe(302);
        var request = _gate.Get<AppLoginSeal>().Open(QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"])!;
        (request.App, request.Domain, request.Target).ShouldBe((_wiki.Id, "apps.example", "https://wiki.apps.example/x?y"));
        var login = $"__Host-catalyst_login={sent.Cookie("__Host-catalyst_login")}";

        // The state of a domain is nothing to the app's own route, nor the other way round.
        var place = new AppPlace(_wiki.Id, _gate.Org, "wiki.apps.example", "apps.example");
        var callback = $"/.catalyst/callback?code={_gate.Sessions.NewCode(request.NonceHash, place, () => _gate.Claims())}&state={_gate.Get<AppLoginSeal>().Seal(request)}";
        ((int)(await _gate.AskAsync(_wiki, callback, host: "wiki.apps.example", proto: "https", extra: ("Cookie", login))).Status).ShouldBe(403);

        var back = await _gate.AskAsync(Route, callback, host: "wiki.apps.example", proto: "https", extra: ("Cookie", login));
        back.Location.ShouldNotBeNull().ShouldStartWith("https://wiki.apps.example/.catalyst/landing?state=");
        back.Cookies.Single().ShouldStartWith($"{DomainCookie}={back.Cookie(DomainCookie)}; Domain=apps.example; Path=/; Secure; HttpOnly; SameSite=Lax");
        var handle = back.Cookie(DomainCookie)!;
        var cookie = $"{DomainCookie}={handle}";
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: ("Cookie", cookie))).ShouldBe(200);

        // One handle of one domain; twice, of which another host may have planted one, it is none.
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: ("Cookie", $"{cookie}; {cookie}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_wiki, "/x", host: "wiki.apps.example", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(_wiki, "/x", host: "wiki.apps.example", extra: ("Cookie", $"{AppCookie}={handle}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        _gate.Get<DomainCatalog>().Put("example.net", _gate.Org);
        NewApp("wiki.example.net", new AppRule("/**", new Requirement.Scope("app:read")));
        (await _gate.AskAsync("domain/example.net", "/x", host: "wiki.example.net", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);

        var left = await _gate.AskAsync(Route, "/.catalyst/sign-out", host: "shop.apps.example:8443", extra: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]);
        left.Cookies[0].ShouldStartWith($"{DomainCookie}=; Domain=apps.example; ");
    }

    [Fact]
    public async Task A_decision_cookie_of_the_domain_is_none_of_the_app_though_it_was_seen_before()
    {
        var handle = _gate.Sessions.Begin(new(_wiki.Id, _gate.Org, "wiki.apps.example", "apps.example"), () => _gate.Claims());
        var given = await _gate.AskAsync(Route, "/x", flavour: "traefik", host: "wiki.apps.example", extra: ("Cookie", $"{DomainCookie}={handle}"));
        var cookie = ("Cookie", $"__Host-catalyst_decision={given.Cookie("__Host-catalyst_decision")}");

        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: cookie)).ShouldBe(200);
        (await _gate.AskAsync(_wiki, "/x", host: "wiki.apps.example", extra: cookie)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task A_domain_that_was_given_to_another_organisation_knows_the_cookies_of_the_first_no_more()
    {
        var handle = _gate.Sessions.Begin(new(_wiki.Id, _gate.Org, "wiki.apps.example", "apps.example"), () => _gate.Claims());
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: ("Cookie", $"{DomainCookie}={handle}"))).ShouldBe(200);

        var other = TypeId.New<OrgId>(_gate.Time.GetUtcNow());
        _gate.Get<DomainCatalog>().Put("apps.example", other);
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: ("Cookie", $"{DomainCookie}={handle}"))).ShouldBe(403, DecisionReasons.UnknownApp);
        _gate.Put(_wiki with { Id = TypeId.New<AppId>(_gate.Time.GetUtcNow()), OrgId = other });
        (await _gate.AskAsync(Route, "/x", host: "wiki.apps.example", extra: ("Cookie", $"{DomainCookie}={handle}"))).ShouldBe(403, DecisionReasons.WrongOrg);
    }

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("Apps.Example.COM.", "apps.example.com")]
    [InlineData("com", null)]
    [InlineData("localhost", null)]
    [InlineData("co.uk", null)]
    [InlineData("github.io", null)]
    [InlineData("me.github.io", "me.github.io")]
    [InlineData("example.com:8443", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("[::1]", null)]
    [InlineData("*.example.com", null)]
    [InlineData(".example.com", null)]
    [InlineData("a..b", null)]
    [InlineData("exa mple.com", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_domain_is_one_of_ones_own(string? domain, string? canonical) => OwnDomain.Canonicalise(domain).ShouldBe(canonical);

    private App NewApp(string host, AppRule rule)
    {
        var app = _gate.NewApp(rule) with { Hosts = [host], Version = 2 };
        _gate.Put(app);
        return app;
    }
}
