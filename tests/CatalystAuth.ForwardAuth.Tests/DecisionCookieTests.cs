using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>The cookie that says who a session spoke for a moment ago.</summary>
public sealed class DecisionCookieTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string DecisionCookie = "__Host-catalyst_decision";

    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("traefik", true)]
    [InlineData("nginx", true)]
    [InlineData("caddy", false)]
    [InlineData("haproxy", false)]
    public async Task It_is_given_with_what_lets_in_where_the_proxy_hands_it_on(string flavour, bool isGiven)
    {
        var reply = await AskAsync(Session(), flavour);

        reply.ShouldBe(200);
        (reply.Cookie(DecisionCookie) is not null).ShouldBe(isGiven);
        if (isGiven)
        {
            reply.Cookies.ShouldHaveSingleItem().ShouldContain("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=45");
            (await AskAsync($"{Session()}; {DecisionCookie}={reply.Cookie(DecisionCookie)}", flavour)).Cookies.ShouldBeEmpty();
        }
    }

    // nginx reads all headers of an answer into one buffer: of 4 KiB unless it says otherwise.
    [Theory]
    [InlineData("nginx", "", false)]
    [InlineData("nginx", "?buffer=4k", false)]
    [InlineData("nginx", "?buffer=8k", true)]
    [InlineData("nginx", "?buffer=8k&x", false)]
    [InlineData("traefik", "", true)]
    public async Task It_is_not_given_where_it_would_be_more_than_nginx_takes(string flavour, string query, bool isGiven)
    {
        const int most = 3500;
        var (least, largest) = (int.MaxValue, 0);
        foreach (var count in Enumerable.Range(0, 15).Select(i => i * 10))
        {
            var scope = "app:read " + string.Join(' ', Enumerable.Range(100, count).Select(n => $"app:scope{n}"));
            var session = $"{AppCookie}={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims(scope))}";

            var reply = await _gate.AskAsync($"{_app.Id}{query}", "/reports", flavour: flavour, extra: ("Cookie", session));

            reply.ShouldBe(200);
            var size = reply.Headers.Sum(header => header.Value.Sum(value => header.Key.Length + value.Length + 4));
            largest = Math.Max(largest, size);
            least = reply.Cookies.Count == 0 ? Math.Min(least, count) : least;
        }

        (largest > most + 500).ShouldBe(isGiven, $"{largest}");
        largest.ShouldBeLessThan(8192 - 300);
        least.ShouldBe(isGiven ? int.MaxValue : least);
        (least is > 0 and < 140).ShouldBe(!isGiven, $"{least}");
    }

    [Fact]
    public async Task It_is_not_given_with_what_everybody_may_have_as_that_may_be_kept_in_caches()
    {
        var reply = await AskAsync(Session(), "traefik", uri: "/public/logo.png");

        reply.ShouldBe(200);
        reply.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        reply.Cookies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData('\u0085')]
    [InlineData('\u00a0')]
    [InlineData('\u2000')]
    [InlineData('\u3000')]
    public async Task A_name_that_other_hosts_can_plant_is_not_taken_for_one_that_they_can_not(char space)
    {
        foreach (var planted in (string[])[$"{space}{Session()}", $"a=b; {space}{Session()}", $"{space}{await GiveAsync(_app)}"])
        {
            (await AskAsync(planted)).ShouldBe(401, DecisionReasons.Unauthenticated);
            (await AskAsync($"{Session()}; {planted}")).ShouldBe(200);
        }
    }

    [Fact]
    public async Task With_it_no_session_is_read_and_the_rules_are_asked_all_the_same()
    {
        var app = _gate.NewApp(
            new AppRule("/admin/**", new Requirement.Scope("app:admin")), new AppRule("/fresh/**", new Requirement.Ip("10.0.0.0/8")), new AppRule("/**", new Requirement.Scope("app:read")));
        var cookie = await GiveAsync(app);
        var opened = _gate.Sessions.Opened;

        var reply = await AskAsync(cookie, app: app);
        reply.ShouldBe(200);
        reply.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        (await AskAsync(cookie, app: app, uri: "/admin/x")).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await AskAsync(cookie, app: app, uri: "/fresh/x")).ShouldBe(403, DecisionReasons.RequirementFailed);
        _gate.Sessions.Opened.ShouldBe(opened);
    }

    [Fact]
    public async Task It_decides_before_the_session_and_is_not_passed_over()
    {
        var (good, session) = (await GiveAsync(_app), Session());
        foreach (var bad in (string[])["", "x", good.Split('=')[1][..^4] + "AAAA", _gate.Token(), (await _gate.AskAsync(_app, "/reports", _gate.Token())).Headers[IdentityHeaders.Decision][0]])
        {
            foreach (var cookie in (string[])[$"{DecisionCookie}={bad}", $"{session}; {DecisionCookie}={bad}", $"{DecisionCookie}={bad}; {session}", $"{good}; {DecisionCookie}={bad}"])
            {
                var refused = await AskAsync(cookie);
                refused.ShouldBe(401, DecisionReasons.InvalidToken);
                refused.Cookies.ShouldContain(set => set.StartsWith($"{DecisionCookie}=; ", StringComparison.Ordinal));
            }
        }

        (await AskAsync($"{good}; {AppCookie}=x")).ShouldBe(401, DecisionReasons.InvalidToken);
        (await AskAsync(good)).ShouldBe(200);
    }

    [Fact]
    public async Task It_is_good_for_one_app_on_one_host_for_a_minute()
    {
        var cookie = await GiveAsync(_app);
        _gate.Put(_app with { Version = 2, Hosts = ["app.localhost", "two.localhost"] });
        (await AskAsync(cookie)).ShouldBe(200);

        (await AskAsync(cookie, app: _gate.NewApp())).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", host: "two.localhost", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", cookie.Split('=')[1])).ShouldBe(401, DecisionReasons.InvalidToken);

        _gate.Time.Advance(TimeSpan.FromSeconds(91));
        await _gate.RefreshFeedAsync();
        (await AskAsync(cookie)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_dies_of_what_the_session_dies_of_warm_or_not(bool isWarm)
    {
        var cookie = await GiveAsync(_app);
        if (isWarm)
        {
            (await AskAsync(cookie)).ShouldBe(200);
        }

        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}");

        (await AskAsync(cookie)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Theory]
    [InlineData("traefik")]
    [InlineData("nginx")]
    public async Task With_one_that_died_a_script_is_refused_once_and_the_session_stays(string flavour)
    {
        var (session, dead) = (Session(), await GiveAsync(_app));
        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}");
        _gate.Time.Advance(TimeSpan.FromMilliseconds(2));

        var refused = await AskAsync($"{session}; {dead}", flavour);

        refused.ShouldBe(401, DecisionReasons.InvalidToken);
        refused.Cookies.ShouldHaveSingleItem().ShouldStartWith($"{DecisionCookie}=; ");
        (await AskAsync(session, flavour)).ShouldBe(200);
    }

    [Fact]
    public async Task Keys_of_another_server_and_another_kind_of_key_sign_none()
    {
        var claims = _gate.Claims() with { Audience = $"{_app.Id}@app.localhost" };
        var active = _gate.Time.GetUtcNow().AddDays(-1);
        (await AskAsync($"{DecisionCookie}={TokenMinter.MintDecisionCookie(_gate.Ring, claims)}")).ShouldBe(200);
        (await AskAsync($"{DecisionCookie}={TokenMinter.MintDecisionCookie(new([SigningKey.Generate(SigningKeyUse.Decision, active)]), claims)}"))
            .ShouldBe(401, DecisionReasons.InvalidToken);
        (await AskAsync($"{DecisionCookie}={TokenMinter.Mint(_gate.Ring, claims)}")).ShouldBe(401, DecisionReasons.InvalidToken);
        (await AskAsync($"{DecisionCookie}={TokenMinter.MintDecisionCookie(_gate.Ring, claims with { Org = TypeId.New<OrgId>(active).ToString(), Id = Guid.CreateVersion7(active).ToString("N") })}"))
            .ShouldBe(403, DecisionReasons.WrongOrg);
    }

    // By the clock of the node that wrote the change, which is a second ahead of this one's.
    [Theory]
    [InlineData("traefik")]
    [InlineData("nginx")]
    public async Task One_that_would_be_refused_at_once_is_not_given(string flavour)
    {
        _gate.Revoke(InvalidationKind.Claims, $"claims/{_gate.Key}", _gate.Time.GetUtcNow().AddSeconds(1));
        var session = Session();

        var first = await AskAsync(session, flavour);
        first.ShouldBe(200);
        first.Cookies.ShouldBeEmpty();
        (await AskAsync(session, flavour)).Cookies.ShouldBeEmpty();

        _gate.Time.Advance(TimeSpan.FromMinutes(6));
        await _gate.RefreshFeedAsync();
        var given = await AskAsync(session, flavour);
        (await AskAsync($"{session}; {DecisionCookie}={given.Cookie(DecisionCookie)}", flavour)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_comes_back_from_signing_in_is_not_sent_there_again_for_one()
    {
        var browser = new CookieJar(_gate, _app, "haproxy");
        var sent = await browser.OpenAsync("/reports");
        var state = QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"].Single()!;
        var code = _gate.Sessions.NewCode(
            _gate.Get<AppLoginSeal>().Open(state)!.NonceHash, new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims());
        _gate.Revoke(InvalidationKind.Claims, $"claims/{_gate.Key}", _gate.Time.GetUtcNow().AddSeconds(1));

        var (home, _) = await browser.FollowAsync($"/.catalyst/callback?code={code}&state={state}");

        home.ShouldBe(200);
        browser.Cookies.ShouldNotContainKey(DecisionCookie);
    }

    [Fact]
    public async Task What_is_too_long_for_a_browser_is_not_given()
    {
        var scope = "app:read " + string.Join(' ', Enumerable.Range(0, 300).Select(n => $"app:scope{n}"));
        var session = $"{AppCookie}={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims(scope))}";

        (await AskAsync(session, "traefik")).Cookies.ShouldBeEmpty();
    }

    private string Session(App? app = null) =>
        $"{AppCookie}={_gate.Sessions.Begin(new((app ?? _app).Id, _gate.Org, "app.localhost", null), () => _gate.Claims())}";

    private async Task<string> GiveAsync(App app) => $"{DecisionCookie}={(await AskAsync(Session(app), "traefik", app)).Cookie(DecisionCookie).ShouldNotBeNull()}";

    private Task<Reply> AskAsync(string cookie, string flavour = "caddy", App? app = null, string uri = "/reports") =>
        _gate.AskAsync(app ?? _app, uri, flavour: flavour, extra: ("Cookie", cookie));
}
