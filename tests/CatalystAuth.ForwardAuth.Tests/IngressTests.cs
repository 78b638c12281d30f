using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>
/// Browsers behind the Kubernetes controller for nginx: it tells nobody where to sign in, so they are sent to a path of forward-auth's own on the app's host, whose
/// answer they get.
/// </summary>
public sealed class IngressTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string DecisionCookie = "__Host-catalyst_decision";
    private const string DomainCookie = "__Secure-catalyst_domain";
    private const string LoginCookie = "__Host-catalyst_login";
    private const string Flavour = "ingress-nginx";

    private static readonly (string, string)[] Navigating = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    private TestGate _gate = null!;
    private App _app = null!;
    private IngressController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
        _controller = new(_gate, _app.Id.ToString());
        _gate.Get<DomainCatalog>().Put("localhost", _gate.Org);
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("app.localhost", "http")]
    [InlineData("app.localhost", "https")]
    [InlineData("app.example.com", "http")]
    public async Task Asked_it_says_401_with_a_challenge_to_browsers_and_programs_alike_and_nothing_that_would_be_lost(string host, string proto)
    {
        _gate.Put(_app with { Hosts = ["app.localhost", "app.example.com"] });
        foreach (var headers in ((string, string)[][])[Navigating, [("Accept", "text/html")], [], [("Sec-Fetch-Mode", "cors")]])
        {
            var reply = await _controller.AskAsync("/reports", host: host, proto: proto, extra: headers);

            reply.ShouldBe(401, DecisionReasons.Unauthenticated);
            reply.Headers["WWW-Authenticate"].ShouldBe(["Bearer realm=\"catalyst\""]);
            (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
        }

        (await _controller.AskAsync("/reports", host: host, extra: [("Authorization", $"Bearer {_gate.Token(_gate.Claims("x"))}"), .. Navigating]))
            .ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    // Any 401 would have the controller send a browser in circles, where the second ingress is missing.
    [Theory]
    [InlineData("/.catalyst/start?rd=http://app.localhost/")]
    [InlineData("/.catalyst/callback?code=x&state=y")]
    [InlineData("/.catalyst/forget?state=y")]
    [InlineData("/.catalyst/sign-out")]
    [InlineData("/.catalyst/x")]
    public async Task Asked_about_its_own_paths_it_says_403(string uri)
    {
        var reply = await _controller.AskAsync(uri, extra: Navigating);

        reply.Status.ShouldBe(HttpStatusCode.Forbidden);
        (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
    }

    [Theory]
    [InlineData(null, AppCookie)]
    [InlineData("localhost", DomainCookie)]
    public async Task A_browser_is_sent_to_sign_in_comes_back_is_in_and_leaves(string? domain, string cookie)
    {
        var browser = NewBrowser(domain);
        var start = await browser.OpenAsync("/reports?x=1&y=%2F");
        CookieJar.PathOf(start).ShouldBe("/.catalyst/start?rd=http://app.localhost%2Freports%3Fx%3D1%26y%3D%252F");
        browser.Cookies.ShouldBeEmpty();

        var (sent, hops) = await browser.FollowAsync("/reports?x=1&y=%2F");
        hops.ShouldBe(1);
        sent.ShouldBe(302);
        var request = Opened(sent);
        (request.App, request.Domain, request.Target, request.Round, request.Proof).ShouldBe((_app.Id, domain, "http://app.localhost/reports?x=1&y=%2F", 0, null));
        request.NonceHash.ShouldBe(OpaqueSecret.HashOf(browser.Cookies[LoginCookie]));

        var (page, back) = await browser.FollowAsync(Callback(sent));
        page.ShouldBe(200);
        page.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        back.ShouldBe(2);
        browser.Cookies.Keys.ShouldBe([LoginCookie, cookie, DecisionCookie], ignoreOrder: true);

        var left = await browser.OpenAsync("/.catalyst/sign-out", extra: ("Sec-Fetch-Site", "same-origin"));
        (left.Location, _gate.Sessions.Ended.Count).ShouldBe(($"{TestGate.Issuer}/forward-auth/signed-out", 1));
        browser.Cookies.Keys.ShouldBe([LoginCookie]);
        (await browser.FollowAsync("/reports")).Reply.Location.ShouldStartWith($"{TestGate.Issuer}/forward-auth/authorize?request=");
    }

    [Fact]
    public async Task The_decision_cookie_comes_with_what_is_let_in()
    {
        (await _controller.AskAsync("/reports", extra: ("Cookie", $"{AppCookie}={Session()}"))).Cookie(DecisionCookie).ShouldNotBeNull();
        (await _controller.AskAsync("/public/x", extra: ("Cookie", $"{AppCookie}={Session()}"))).Cookies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://app.localhost/reports?x=1", "/reports?x=1")]
    [InlineData("http://APP.localhost:80/reports", "/reports")]
    [InlineData("https://app.localhost/reports", "/reports")]
    [InlineData("http://app.localhost/reports?u=https://evil.example/", "/reports?u=https://evil.example/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("/reports", "/")]
    [InlineData("http://app.localhost", "/")]
    [InlineData("http://other.localhost/reports", "/")]
    [InlineData("http://evil.example/reports", "/")]
    [InlineData("http://app.localhost.evil.example/reports", "/")]
    [InlineData("http://app.localhost@evil.example/reports", "/")]
    [InlineData("http://user:pw@app.localhost/reports", "/")]
    [InlineData("http://app.localhost:8080/reports", "/")]
    [InlineData("http://evil.example\\@app.localhost/reports", "/")]
    [InlineData("//evil.example/reports", "/")]
    [InlineData("//app.localhost/reports", "/")]
    [InlineData("///evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("javascript://app.localhost/%0aalert(1)", "/")]
    [InlineData("ftp://app.localhost/reports", "/")]
    [InlineData("HTTP://app.localhost/reports", "/")]
    [InlineData(" http://app.localhost/reports", "/")]
    [InlineData("http://app.localhost/a\r\nSet-Cookie:x=y", "/")]
    [InlineData("http://app.localhost/a\\b", "/")]
    [InlineData("http://app.localhost/a%00b", "/")]
    [InlineData("http://app.localhost/a#b", "/")]
    [InlineData("http://app.localhost/.catalyst/sign-out", "/")]
    [InlineData("http://app.localhost/%2ecatalyst/sign-out", "/")]
    [InlineData("http://app.localhost/x/../.catalyst/sign-out", "/")]
    [InlineData("http://app.localhost/.catalyst/start?rd=http://app.localhost/reports", "/")]
    public async Task It_is_come_back_to_the_page_if_that_is_the_hosts_own_else_to_the_root(string? url, string path)
    {
        var uri = "/.catalyst/start" + (url is null ? string.Empty : $"?rd={Uri.EscapeDataString(url)}");

        var sent = await _controller.HandOnAsync(uri, extra: Navigating);

        sent.ShouldBe(302);
        Opened(sent).Target.ShouldBe($"http://app.localhost{path}");
        (await _controller.HandOnAsync(uri, extra: [("Cookie", $"{AppCookie}={Session()}"), .. Navigating])).Location.ShouldBe($"http://app.localhost{path}");
    }

    [Fact]
    public async Task By_https_it_is_never_come_back_to_by_http()
    {
        foreach (var url in (string[])["http://app.localhost/reports", "https://app.localhost/reports"])
        {
            var sent = await _controller.HandOnAsync($"/.catalyst/start?rd={Uri.EscapeDataString(url)}", proto: "https", extra: Navigating);

            Opened(sent).Target.ShouldBe("https://app.localhost/reports");
        }

        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost/reports&rd=http://app.localhost/x", extra: Navigating))
            .Location.ShouldNotBeNull().ShouldStartWith(TestGate.Issuer);
    }

    // What another parser may read as another place is no page to sign in for, as at every proxy.
    [Theory]
    [InlineData("http://app.localhost//evil.example/")]
    [InlineData("http://app.localhost/x/../reports")]
    [InlineData("http://app.localhost/a%2fb")]
    public async Task To_a_path_that_can_be_read_in_two_ways_nobody_is_sent(string url)
    {
        foreach (var cookie in (string[])["a=b", $"{AppCookie}={Session()}"])
        {
            var reply = await _controller.HandOnAsync($"/.catalyst/start?rd={Uri.EscapeDataString(url)}", extra: [("Cookie", cookie), .. Navigating]);

            reply.ShouldBe(401, DecisionReasons.Unauthenticated);
            (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
        }
    }

    [Fact]
    public async Task What_is_too_long_is_come_back_to_in_part_or_refused()
    {
        var fitting = await _controller.HandOnAsync($"/.catalyst/start?rd=http://app.localhost/a%3F{new string('x', 3000)}", extra: Navigating);
        Opened(fitting).Path.ShouldBe("/a");

        var tooLong = await _controller.HandOnAsync($"/.catalyst/start?rd=http://app.localhost/{new string('x', 9000)}", extra: Navigating);
        tooLong.ShouldBe(400, DecisionReasons.BadRequest);
        (tooLong.Location, tooLong.Cookies.Count).ShouldBe((null, 0));
    }

    [Theory]
    [InlineData("GET", "Accept: */*", DecisionReasons.Unauthenticated)]
    [InlineData("GET", "Sec-Fetch-Mode: cors|Accept: text/html", DecisionReasons.Unauthenticated)]
    [InlineData("GET", "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: image", DecisionReasons.Unauthenticated)]
    [InlineData("GET", "Accept: text/html|X-Requested-With: XMLHttpRequest", DecisionReasons.Unauthenticated)]
    [InlineData("GET", "Accept: text/html|Sec-WebSocket-Key: x", DecisionReasons.Unauthenticated)]
    [InlineData("GET", "Accept: text/html|Authorization: Bearer x", DecisionReasons.InvalidToken)]
    [InlineData("GET", "Accept: text/html|Authorization: Basic x", DecisionReasons.InvalidToken)]
    [InlineData("DELETE", "Accept: text/html", DecisionReasons.Unauthenticated)]
    [InlineData("POST", "", DecisionReasons.Unauthenticated)]
    [InlineData("OPTIONS", "Origin: http://x.example|Access-Control-Request-Method: PUT", DecisionReasons.Unauthenticated)]
    public async Task Programs_are_told_401_there_and_where_to_sign_in_nowhere(string method, string headers, string code)
    {
        _gate.Put(_app with { Preflight = PreflightAnswers.Pass });
        (string, string)[] sent = [.. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => (header.Split(": ")[0], header.Split(": ")[1]))];

        var reply = await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", method, extra: sent);

        reply.ShouldBe(401, code);
        reply.Headers["WWW-Authenticate"].ShouldHaveSingleItem().ShouldStartWith("Bearer realm=\"catalyst\"");
        (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task HEAD_of_a_page_is_sent_too_and_apps_that_send_nobody_and_paths_of_programs_say_401()
    {
        Opened(await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", "HEAD", extra: Navigating)).Path.ShouldBe("/reports");

        _gate.Put(_app with { ApiPathPrefixes = ["/reports"] });
        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", extra: Navigating)).ShouldBe(401, DecisionReasons.Unauthenticated);
        _gate.Put(_app with { Unauthenticated = UnauthenticatedAnswers.Refuse });
        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", extra: Navigating)).ShouldBe(401, DecisionReasons.Unauthenticated);
    }

    // A program would take the page for what it asked for by another method.
    [Fact]
    public async Task Who_may_see_the_page_by_now_is_sent_back_if_it_is_a_browser()
    {
        var cookie = ("Cookie", $"{AppCookie}={Session()}");

        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", extra: [cookie, .. Navigating])).Location.ShouldBe("http://app.localhost/reports");
        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", extra: [cookie, ("Sec-Fetch-Mode", "cors")])).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Fpublic%2Fx", extra: ("Accept", "*/*"))).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _controller.HandOnAsync("/.catalyst/start?rd=http://app.localhost%2Freports", extra: ("Authorization", $"Bearer {_gate.Token()}"))).ShouldBe(401, DecisionReasons.Unauthenticated);
    }

    [Fact]
    public async Task Who_only_lacks_a_second_factor_is_sent_to_use_one_and_what_is_forbidden_stays_so()
    {
        var claims = _gate.Claims();
        var user = claims with
        {
            Subject = "user_01h455vb4pex5vsknk084sn02q",
            Key = null,
            SessionId = "ses_01h455vb4pex5vsknk084sn02q",
            Amr = ["pwd"],
            AuthTime = claims.IssuedAt,
        };
        var app = _gate.NewApp(new AppRule("/safe/**", new Requirement.Mfa(600)), new AppRule("/**", new Requirement.Role("owner")));
        var browser = new CookieJar(_gate, app, Flavour) { Cookies = { [AppCookie] = Session(() => user, app) } };

        var (sent, _) = await browser.FollowAsync("/safe/x");

        Opened(sent).Proof.ShouldNotBeNull().MaxAge.ShouldBe(600);
        Opened(sent).Path.ShouldBe("/safe/x");
        (await browser.OpenAsync("/x")).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    [Fact]
    public async Task By_plain_http_a_person_reads_that_it_takes_https()
    {
        _gate.Put(_app with { Hosts = ["app.example.com"] });

        var page = await _controller.HandOnAsync("/.catalyst/start?rd=http://app.example.com%2F", host: "app.example.com", extra: Navigating);

        page.ShouldBe(403);
        page.Body.ShouldContain("needs https to sign in");
        page.Cookies.ShouldBeEmpty();
        (await _controller.HandOnAsync("/.catalyst/start?rd=https://app.example.com%2F", host: "app.example.com", proto: "https", extra: Navigating)).ShouldBe(302);
    }

    [Fact]
    public async Task Whose_cookies_do_not_stick_ends_at_a_page()
    {
        var sent = (await NewBrowser().FollowAsync("/reports")).Reply;
        for (var round = 0; round < 2; round++)
        {
            sent = (await NewBrowser().FollowAsync(Callback(sent))).Reply;
            sent.ShouldBe(302);
        }

        var page = (await NewBrowser().FollowAsync(Callback(sent))).Reply;
        page.ShouldBe(403);
        page.Body.ShouldContain("does not send back the cookie");

        // The cookie of the way is kept, that of the session is not.
        var browser = NewBrowser();
        sent = (await browser.FollowAsync("/reports")).Reply;
        for (var round = 0; round < 3; round++)
        {
            sent = await browser.OpenAsync(Callback(sent));
            browser.Cookies.Remove(AppCookie).ShouldBeTrue();
            sent = await browser.OpenAsync(CookieJar.PathOf(sent)!);
        }

        sent.ShouldBe(403);
    }

    [Theory]
    [InlineData("x")]
    [InlineData(null)]
    public async Task Where_a_cookie_is_in_the_way_that_goes_to_the_page_alone_a_browser_ends_at_a_page(string? planted)
    {
        var browser = new CookieJar(_gate, _app, Flavour) { Route = "domain/localhost", Planted = ("/reports", $"{DomainCookie}={planted ?? OpaqueSecret.New()}") };
        var sent = (await browser.FollowAsync("/reports")).Reply;

        var (page, hops) = await browser.FollowAsync(Callback(sent));

        hops.ShouldBeLessThan(12);
        page.ShouldBe(403);
        page.Body.ShouldContain("A cookie is in the way");
        (await browser.OpenAsync("/")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/public/x?a=b", true)]
    [InlineData("/reports", false)]
    public async Task Dead_cookies_are_dropped(string uri, bool isPublic)
    {
        foreach (var names in (string[][])[[AppCookie], [DecisionCookie], [AppCookie, DecisionCookie]])
        {
            var browser = NewBrowser();
            foreach (var name in names)
            {
                browser.Cookies[name] = OpaqueSecret.New();
            }

            var (page, hops) = await browser.FollowAsync(uri);

            hops.ShouldBeLessThan(8);
            ((int)page.Status).ShouldBe(isPublic ? 200 : 302, page.Body);
            browser.Cookies.Keys.ShouldNotContain(DecisionCookie);

            // Behind a decision cookie the session may live; who signs in gets another.
            browser.Cookies.ContainsKey(AppCookie).ShouldBe(!isPublic && names.Length == 2);
            (isPublic || page.Location!.StartsWith(TestGate.Issuer, StringComparison.Ordinal)).ShouldBeTrue();
        }

        var stubborn = new CookieJar(_gate, _app, Flavour) { Forgets = false, Cookies = { [AppCookie] = OpaqueSecret.New() } };
        (await stubborn.FollowAsync(uri)).Hops.ShouldBeLessThan(12);
    }

    [Fact]
    public async Task Nothing_but_its_own_paths_is_answered_and_nothing_lets_in()
    {
        var open = _gate.NewApp(new AppRule("/**", new Requirement.Public()));
        var controller = new IngressController(_gate, open.Id.ToString());
        (string, string) token = ("Authorization", $"Bearer {_gate.Token()}");
        foreach (var uri in (string[])["/", "/reports", "/.catalyst", "/.catalysts/start", "/%2ecatalyst/start", "/x/../.catalyst/start", "/.catalyst/../reports", "/.catalyst//start", "/.catalyst/%2e%2e/x", $"/fa/caddy/{open.Id}", $"/fa/envoy/{open.Id}/x", $"/fa/ingress-nginx/{open.Id}/../../.catalyst/x"])
        {
            var reply = await controller.HandOnAsync(uri, extra: [token, ("X-Forwarded-Method", "GET"), ("X-Forwarded-Uri", "/"), ("X-Original-URL", "http://app.localhost/"), ("X-Original-Method", "GET")]);

            (reply.Status, reply.Body).ShouldBe((HttpStatusCode.NotFound, string.Empty), uri);
        }

        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "OPTIONS"])
        {
            foreach (var name in (string[])["", "start", "start?rd=http://app.localhost/", "callback", "landing", "forget", "sign-out", "x", "START"])
            {
                var reply = await controller.HandOnAsync($"/.catalyst/{name}", method, extra: token);

                ((int)reply.Status).ShouldBeInRange(300, 499, $"{method} {name}");
                IdentityHeaders.All.ShouldAllBe(header => !reply.Headers.ContainsKey(header));
            }
        }
    }

    [Fact]
    public async Task The_app_is_the_one_of_the_name_and_the_host_has_to_be_its_own()
    {
        const string start = "/.catalyst/start?rd=http://app.localhost/reports";
        var other = _gate.NewApp();
        _gate.Put(other with { Hosts = ["other.localhost"] });

        (await _controller.HandOnAsync(start, host: "other.localhost", extra: Navigating)).ShouldBe(403, DecisionReasons.UnknownApp);
        (await _controller.HandOnAsync(start, host: "app.localhost, other.localhost", extra: Navigating)).ShouldBe(400, DecisionReasons.BadRequest);
        (await new IngressController(_gate, other.Id.ToString()).HandOnAsync(start, extra: Navigating)).ShouldBe(403, DecisionReasons.UnknownApp);
        (await new IngressController(_gate, "domain/example.com").HandOnAsync(start, extra: Navigating)).ShouldBe(403, DecisionReasons.UnknownApp);
        (await new IngressController(_gate, "app_01h455vb4pex5vsknk084sn02q").HandOnAsync(start, extra: Navigating)).ShouldBe(403, DecisionReasons.UnknownApp);
        ((int)(await new IngressController(_gate, "x").HandOnAsync(start, extra: Navigating)).Status).ShouldBe(404);
        ((int)(await new IngressController(_gate, "domain/").HandOnAsync(start, extra: Navigating)).Status).ShouldBe(400);

        // By its own name forward-auth answers none of these.
        ((int)(await _controller.SendAsync(HttpMethod.Get, start, [("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "http"), .. Navigating])).Status).ShouldBe(404);
    }

    [Fact]
    public async Task Host_and_scheme_have_to_be_there_once_and_under_no_other_spelling()
    {
        const string start = "/.catalyst/start?rd=http://app.localhost/reports";
        var name = ("Host", DirectHosts.Of(_app.Id.ToString()));
        foreach (var headers in ((string, string)[][])[
            [], [("X-Forwarded-Host", "app.localhost")], [("X-Forwarded-Proto", "http")],
            [("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Proto", "https")],
            [("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "http")],
            [("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "ftp")],
            [("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "http"), ("X_Forwarded_Host", "app.localhost")],
        ])
        {
            (await _controller.SendAsync(HttpMethod.Get, start, [name, .. Navigating, .. headers])).ShouldBe(400, DecisionReasons.BadRequest);
        }

        await using var strict = await TestGate.StartAsync("10.0.0.0/8");
        var app = strict.NewApp();
        (await new IngressController(strict, app.Id.ToString()).HandOnAsync(start, extra: Navigating)).ShouldBe(403, DecisionReasons.UntrustedProxy);
    }

    [Fact]
    public async Task Where_there_is_no_way_on_a_person_reads_why()
    {
        foreach (var (uri, status) in new[] { ("/.catalyst/x", 404), ("/.catalyst/callback?code=x&state=y", 403), ("/.catalyst/landing", 403) })
        {
            var page = await _controller.HandOnAsync(uri, extra: Navigating);

            page.ShouldBe(status);
            page.Body.ShouldContain("<!doctype html>");
            page.Location.ShouldBeNull();
        }
    }

    private CookieJar NewBrowser(string? domain = null) =>
        domain is null ? new CookieJar(_gate, _app, Flavour) : new CookieJar(_gate, _app, Flavour) { Route = $"domain/{domain}" };

    private string Session(Func<AccessToken>? claims = null, App? app = null) =>
        _gate.Sessions.Begin(new((app ?? _app).Id, _gate.Org, "app.localhost", null), claims ?? (() => _gate.Claims()));

    private AppLoginRequest Opened(Reply reply) => _gate.Get<AppLoginSeal>().Open(RequestOf(reply)).ShouldNotBeNull();

    private static string RequestOf(Reply reply) => QueryHelpers.ParseQuery(new Uri(reply.Location!).Query)["request"].Single()!;

    // What the portal does for whoever is signed in there.
    private string Callback(Reply sent)
    {
        var request = Opened(sent);
        var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, request.HostName, request.Domain), () => _gate.Claims());
        return $"/.catalyst/callback?code={code}&state={RequestOf(sent)}";
    }
}
