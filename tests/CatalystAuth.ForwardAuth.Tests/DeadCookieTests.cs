using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Browsers with cookies that do not hold any more: they come to rest, also where a proxy hands on one cookie of an answer.</summary>
public sealed class DeadCookieTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string DecisionCookie = "__Host-catalyst_decision";
    private const string DomainCookie = "__Secure-catalyst_domain";
    private const string ForgotCookie = "__Host-catalyst_forgot";
    private const string Page = "/public/x?a=b";

    private TestGate _gate = null!;
    private App _app = null!;

    public static TheoryData<string> Flavours => ["caddy", "haproxy", "nginx", "traefik"];

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_page_for_everybody_is_shown_to_nobody_once_a_dead_session_is_dropped(string flavour)
    {
        var browser = new CookieJar(_gate, _app, flavour) { Cookies = { [AppCookie] = OpaqueSecret.New() } };

        var (page, hops) = await browser.FollowAsync(Page);

        page.ShouldBe(200);
        page.Headers[IdentityHeaders.UserSub].ShouldBe(["-"]);
        (hops, browser.Cookies.Keys.Single()).ShouldBe((2, ForgotCookie));
        (await browser.FollowAsync(Page)).Hops.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task So_it_is_when_the_decision_cookie_is_dead_too(string flavour)
    {
        var browser = new CookieJar(_gate, _app, flavour) { Cookies = { [AppCookie] = OpaqueSecret.New(), [DecisionCookie] = "x.y.z" } };

        var (page, hops) = await browser.FollowAsync(Page);

        page.ShouldBe(200);
        page.Headers[IdentityHeaders.UserSub].ShouldBe(["-"]);
        (hops, browser.Cookies.Keys.Single()).ShouldBe((3, ForgotCookie));
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Behind_a_dead_decision_cookie_a_session_that_lives_is_found(string flavour)
    {
        var browser = new CookieJar(_gate, _app, flavour) { Cookies = { [AppCookie] = Session(), [DecisionCookie] = "x.y.z" } };

        var (page, _) = await browser.FollowAsync(Page);

        page.ShouldBe(200);
        page.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        browser.Cookies[AppCookie].Length.ShouldBe(OpaqueSecret.Length);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_browser_that_keeps_a_dead_cookie_ends_at_a_page(string flavour)
    {
        foreach (var name in (string[])[AppCookie, DecisionCookie])
        {
            var browser = new CookieJar(_gate, _app, flavour) { Forgets = false, Cookies = { [name] = OpaqueSecret.New() } };

            var (page, hops) = await browser.FollowAsync(Page);

            hops.ShouldBe(3);
            if (flavour is "nginx" or "haproxy")
            {
                page.Location.ShouldNotBeNull().ShouldStartWith($"{TestGate.Issuer}/forward-auth/stopped?reason=cookies");
            }
            else
            {
                page.Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
                page.Body.ShouldContain("cookie");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Where_a_cookie_is_in_the_way_that_goes_to_one_path_alone_a_browser_ends_at_a_page(string flavour)
    {
        _gate.Get<DomainCatalog>().Put("localhost", _gate.Org);
        foreach (var value in (string[])[OpaqueSecret.New(), "x"])
        {
            var browser = new CookieJar(_gate, _app, flavour) { Route = "domain/localhost", Planted = ("/public", $"{DomainCookie}={value}") };

            var (page, hops) = await browser.FollowAsync(Page);

            hops.ShouldBe(2);
            ShouldTell(page, flavour);
            browser.Cookies.Clear();
            (await browser.FollowAsync(Page)).Hops.ShouldBe(2);
        }
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task So_does_one_that_is_signed_in_on_a_page_for_everybody(string flavour)
    {
        _gate.Get<DomainCatalog>().Put("localhost", _gate.Org);
        var session = _gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", "localhost"), () => _gate.Claims());
        var decision = (await _gate.AskAsync("domain/localhost", "/reports", flavour: "traefik", extra: ("Cookie", $"{DomainCookie}={session}"))).Cookie(DecisionCookie)!;
        foreach (var value in (string[])[OpaqueSecret.New(), "x"])
        {
            var browser = new CookieJar(_gate, _app, flavour)
            {
                Route = "domain/localhost",
                Planted = ("/public", $"{DomainCookie}={value}"),
                Cookies = { [DomainCookie] = session, [DecisionCookie] = decision },
            };

            var (page, hops) = await browser.FollowAsync(Page);

            hops.ShouldBe(2);
            ShouldTell(page, flavour);

            // Elsewhere they are who they are.
            (await browser.OpenAsync("/reports")).ShouldBe(200);
        }
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task So_it_is_when_signing_in_does_not_help(string flavour)
    {
        _gate.Get<DomainCatalog>().Put("localhost", _gate.Org);
        var browser = new CookieJar(_gate, _app, flavour) { Route = "domain/localhost", Planted = ("/reports", $"{DomainCookie}={OpaqueSecret.New()}") };
        var (sent, _) = await browser.FollowAsync("/reports");
        var request = _gate.Get<AppLoginSeal>().Open(QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"])!;
        var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, "app.localhost", "localhost"), () => _gate.Claims());

        var (page, hops) = await browser.FollowAsync($"/.catalyst/callback?code={code}&state={new Uri(sent.Location!).Query.Split('=')[1]}");

        hops.ShouldBe(2);
        ShouldTell(page, flavour);

        // Elsewhere they are who they are.
        (await browser.OpenAsync("/")).ShouldBe(200);
    }

    [Fact]
    public async Task The_request_itself_is_refused_and_recorded_as_such()
    {
        var browser = new CookieJar(_gate, _app, "nginx") { Cookies = { [AppCookie] = OpaqueSecret.New() } };

        var sent = await browser.OpenAsync(Page, "HEAD");

        sent.ShouldBe(401);
        CookieJar.PathOf(sent).ShouldNotBeNull().ShouldStartWith("/.catalyst/forget?state=");
        sent.Cookies.ShouldHaveSingleItem().ShouldStartWith($"{AppCookie}=; ");
        (await _gate.AskAsync(_app, CookieJar.PathOf(sent)!, flavour: "haproxy", method: "HEAD")).Location.ShouldBe("http://app.localhost" + Page);
        var recorded = await _gate.RecordedAsync(await LastIdAsync());
        (recorded.Outcome, recorded.Reason, recorded.Path).ShouldBe((DecisionOutcome.Deny, DecisionReasons.InvalidToken, "/public/x"));
    }

    [Fact]
    public async Task Elsewhere_and_of_others_a_dead_cookie_is_answered_as_ever()
    {
        var browser = new CookieJar(_gate, _app, "nginx");
        foreach (var (uri, method, extra) in new (string, string, (string, string)[])[] { ("/reports", "GET", []), (Page, "POST", []) })
        {
            browser.Cookies[AppCookie] = OpaqueSecret.New();
            (await browser.OpenAsync(uri, method, extra)).Location.ShouldNotBeNull().ShouldStartWith(TestGate.Issuer);
        }

        browser.Cookies[AppCookie] = OpaqueSecret.New();
        (await _gate.AskAsync(_app, Page, flavour: "nginx", extra: ("Cookie", $"{AppCookie}={OpaqueSecret.New()}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await browser.OpenAsync(Page, "GET", ("Authorization", "Bearer x"))).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task The_way_there_lets_nobody_in_and_leads_nowhere_else()
    {
        var browser = new CookieJar(_gate, _app, "caddy") { Cookies = { [AppCookie] = OpaqueSecret.New() } };
        var forget = CookieJar.PathOf(await browser.OpenAsync(Page))!;
        foreach (var forged in (string[])[forget[..^3] + "AAA", forget.Split('?')[0], forget + "&state=x", "/.catalyst/forget?state=https://evil.example/"])
        {
            (await browser.OpenAsync(forged)).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        }

        (await _gate.AskAsync(_gate.NewApp(), forget)).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await browser.OpenAsync(forget, "POST")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var signedIn = new CookieJar(_gate, _app, "caddy") { Cookies = { [AppCookie] = Session() } };
        (await signedIn.OpenAsync(forget)).Location.ShouldBe("http://app.localhost" + Page);

        // It proves nothing to the callback.
        var state = QueryHelpers.ParseQuery(forget[forget.IndexOf('?', StringComparison.Ordinal)..])["state"].Single()!;
        var request = _gate.Get<AppLoginSeal>().Open(state)!;
        var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims());
        (await _gate.AskAsync(_app, $"/.catalyst/callback?code={code}&state={state}", extra: ("Cookie", $"__Host-catalyst_login={OpaqueSecret.New()}")))
            .Cookie(AppCookie).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Who_grew_out_of_the_decision_cookie_is_not_sent_in_circles(string flavour)
    {
        var scope = "app:read";
        AccessToken Claims() => _gate.Claims(scope);
        var stale = (await _gate.AskAsync(_app, "/reports", flavour: "traefik", extra: ("Cookie", $"{AppCookie}={Session(Claims)}"))).Cookie(DecisionCookie)!;
        var browser = new CookieJar(_gate, _app, flavour) { Cookies = { [AppCookie] = Session(Claims), [DecisionCookie] = stale } };
        (await browser.OpenAsync("/reports")).ShouldBe(200);

        scope = "app:read " + string.Join(' ', Enumerable.Range(100, 190).Select(n => $"app:scope{n}"));
        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}");
        _gate.Time.Advance(TimeSpan.FromMilliseconds(2));
        var sent = await browser.OpenAsync("/reports");
        var request = _gate.Get<AppLoginSeal>().Open(QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"])!;
        var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, "app.localhost", null), Claims);
        var (home, _) = await browser.FollowAsync($"/.catalyst/callback?code={code}&state={new Uri(sent.Location!).Query.Split('=')[1]}");

        home.ShouldBe(200);
        browser.Cookies.ShouldNotContainKey(DecisionCookie);
    }

    private static void ShouldTell(Reply page, string flavour)
    {
        if (flavour is "nginx" or "haproxy")
        {
            page.Location.ShouldBe($"{TestGate.Issuer}/forward-auth/stopped?reason=cookie-in-the-way");
        }
        else
        {
            (page.Status, page.Location, page.Body.Contains("A cookie is in the way", StringComparison.Ordinal)).ShouldBe((System.Net.HttpStatusCode.Forbidden, null, true));
        }
    }

    private string Session(Func<AccessToken>? claims = null) =>
        _gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), claims ?? (() => _gate.Claims()));

    private async Task<DecisionId> LastIdAsync()
    {
        while (true)
        {
            lock (_gate.Decisions)
            {
                if (_gate.Decisions.Count > 0)
                {
                    return _gate.Decisions[^1].Id;
                }
            }

            await Task.Yield();
        }
    }
}
