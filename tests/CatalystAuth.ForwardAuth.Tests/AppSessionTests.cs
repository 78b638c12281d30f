using System.Globalization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Browsers at the gate: the way to sign in, back, and out, and the cookie in between.</summary>
public sealed class AppSessionTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string DecisionCookie = "__Host-catalyst_decision";
    private const string LoginCookie = "__Host-catalyst_login";

    private TestGate _gate = null!;
    private App _app = null!;

    public static TheoryData<string, int> Flavours => new()
    {
        { "traefik", 302 }, { "caddy", 302 }, { "haproxy", 302 }, { "nginx", 401 },
    };

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_browser_is_sent_to_sign_in_with_what_only_it_can_bring_back(string flavour, int status)
    {
        var reply = await NavigateAsync("/reports?x=1", flavour: flavour);

        reply.ShouldBe(status);
        reply.Headers["Vary"].ShouldContain("Sec-Fetch-Mode");
        reply.Location.ShouldNotBeNull().ShouldStartWith($"{TestGate.Issuer}/forward-auth/authorize?request=");
        var cookie = reply.Cookies.ShouldHaveSingleItem();
        cookie.ShouldStartWith(LoginCookie + "=");
        cookie.ShouldContain("; Path=/; Secure; HttpOnly; SameSite=Lax");
        cookie.ShouldNotContain("Domain");
        var request = Opened(reply);
        (request.App, request.Target, request.Round).ShouldBe((_app.Id, "http://app.localhost/reports?x=1", 0));
        request.NonceHash.ShouldBe(OpaqueSecret.HashOf(reply.Cookie(LoginCookie)));
        reply.Location.ShouldNotContain(reply.Cookie(LoginCookie)!);
    }

    [Theory]
    [InlineData("traefik")]
    [InlineData("nginx")]
    public async Task A_program_is_told_401_and_nothing_of_signing_in(string flavour)
    {
        foreach (var (name, value) in ((string, string)[])[("Accept", "*/*"), ("Sec-Fetch-Mode", "cors"), ("Authorization", "Bearer x")])
        {
            var reply = await _gate.AskAsync(_app, "/reports", flavour: flavour, extra: [(name, value), ("Accept", "text/html;q=0")]);

            reply.ShouldBe(401, value == "Bearer x" ? DecisionReasons.InvalidToken : DecisionReasons.Unauthenticated);
            (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
            reply.Headers["Vary"].ShouldContain("Cookie");
        }
    }

    [Theory]
    [InlineData("http://app.localhost/form?a=b", "/form?a=b")]
    [InlineData("http://evil.localhost/form", "/")]
    [InlineData("http://app.localhost.evil.example/form", "/")]
    [InlineData("https://app.localhost/form", "/")]
    [InlineData("http://app.localhost/a%00b", "/")]
    [InlineData("http://app.localhost/a#b", "/")]
    [InlineData(null, "/")]
    public async Task After_a_form_it_comes_back_to_the_page_that_sent_it_if_that_is_the_hosts_own(string? referer, string path)
    {
        (string, string)[] from = referer is null ? [] : [("Referer", referer)];

        var reply = await _gate.AskAsync(_app, "/reports", method: "POST", extra: [("Sec-Fetch-Mode", "navigate"), .. from]);

        reply.ShouldBe(303);
        Opened(reply).Path.ShouldBe(path);
    }

    [Fact]
    public async Task A_path_that_does_not_fit_is_come_back_to_without_its_query_or_not_at_all()
    {
        Opened(await NavigateAsync("/a?" + new string('x', 3000))).Path.ShouldBe("/a");
        Opened(await NavigateAsync("/" + new string('x', 3000))).Path.ShouldBe("/");
        Opened(await NavigateAsync("/a?" + new string('x', 700))).Path.Length.ShouldBe(703);
        RequestOf(await NavigateAsync("/a?" + new string('&', 800))).Length.ShouldBeLessThan(1950);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_browser_comes_back_is_in_and_goes_where_it_wanted(string flavour, int status)
    {
        var sent = await NavigateAsync("/reports?x=1", flavour: flavour);
        var login = sent.Cookie(LoginCookie)!;

        var back = await NavigateAsync(Callback(sent), $"{LoginCookie}={login}", flavour);
        back.ShouldBe(status);
        var set = back.Cookies.ShouldHaveSingleItem();
        set.ShouldStartWith(AppCookie + "=");
        set.ShouldContain("; Path=/; Secure; HttpOnly; SameSite=Lax");
        set.ShouldNotContain("Domain");
        var cookie = $"{AppCookie}={back.Cookie(AppCookie)}";
        back.Location.ShouldStartWith("http://app.localhost/.catalyst/landing?state=");

        var landed = await NavigateAsync(back.Location!["http://app.localhost".Length..], $"{cookie}; {LoginCookie}={login}", flavour);
        landed.ShouldBe(status);
        landed.Location.ShouldBe("http://app.localhost/reports?x=1");

        var let = await NavigateAsync("/reports?x=1", cookie, flavour);
        let.ShouldBe(200);
        let.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        IdentityHeaders.All.ShouldAllBe(name => let.Headers[name].Length == 1 && let.Headers[name][0].Length > 0);
    }

    [Theory]
    [InlineData("nginx", "", false)]
    [InlineData("nginx", "?buffer=8k", true)]
    [InlineData("haproxy", "", true)]
    public async Task The_landing_gives_the_decision_cookie_beside_the_way_back_where_the_proxy_takes_both(string flavour, string query, bool isGiven)
    {
        var scope = "app:read " + string.Join(' ', Enumerable.Range(100, 120).Select(n => $"app:scope{n}"));
        var uri = "/reports?" + new string('x', 800);
        var state = State(await NavigateAsync(uri, flavour: flavour));

        var landed = await _gate.AskAsync(
            $"{_app.Id}{query}", $"/.catalyst/landing?state={state}", flavour: flavour, extra: [("Cookie", Cookie(() => _gate.Claims(scope))), ("Sec-Fetch-Mode", "navigate")]);

        landed.Location.ShouldBe($"http://app.localhost{uri}");
        landed.Cookies.ShouldHaveSingleItem().StartsWith($"{DecisionCookie}=; ", StringComparison.Ordinal).ShouldBe(!isGiven);
        (landed.Headers.Sum(header => header.Value.Sum(value => header.Key.Length + value.Length + 4)) > 3500).ShouldBe(isGiven);
    }

    [Fact]
    public async Task Without_the_browsers_own_proof_a_code_is_worth_nothing_and_it_begins_anew()
    {
        var sent = await NavigateAsync("/reports");
        var other = await NavigateAsync("/reports");

        foreach (var cookie in (string?[])[null, $"{LoginCookie}={other.Cookie(LoginCookie)}", $"{LoginCookie}=x", $"{LoginCookie}={sent.Cookie(LoginCookie)}; {LoginCookie}={other.Cookie(LoginCookie)}"])
        {
            var back = await NavigateAsync(Callback(sent), cookie);

            back.ShouldBe(302);
            back.Cookie(AppCookie).ShouldBeNull();
            back.Location.ShouldStartWith($"{TestGate.Issuer}/forward-auth/authorize?request=");
            (Opened(back).Round, Opened(back).Path).ShouldBe((1, "/reports"));
        }
    }

    [Fact]
    public async Task A_code_works_once_and_only_where_and_for_whom_it_was_made()
    {
        var sent = await NavigateAsync("/reports");
        var login = $"{LoginCookie}={sent.Cookie(LoginCookie)}";
        var callback = Callback(sent);
        (await NavigateAsync(callback, login)).Cookie(AppCookie).ShouldNotBeNull();
        (await NavigateAsync(callback, login)).Cookie(AppCookie).ShouldBeNull();

        // The state of one app at another, and text that nobody sealed.
        var other = _gate.NewApp();
        (await _gate.AskAsync(other, Callback(sent), extra: ("Cookie", login))).ShouldBe(403);
        foreach (var forged in (string[])[callback.Replace("state=", "state=A", StringComparison.Ordinal), callback[..^2] + "AA", callback + "&state=x", callback.Split('&')[0]])
        {
            var refused = await NavigateAsync(forged, login);
            (refused.Cookie(AppCookie), refused.Location).ShouldBe((null, null), forged);
            ((int)refused.Status).ShouldBe(403);
        }
    }

    [Fact]
    public async Task Whose_cookies_do_not_stick_ends_at_a_page_after_three_rounds()
    {
        var reply = await NavigateAsync("/reports");
        for (var round = 0; round < 2; round++)
        {
            reply = await NavigateAsync(Callback(reply));
            reply.ShouldBe(302);
        }

        var page = await NavigateAsync(Callback(reply));
        page.ShouldBe(403);
        page.Body.ShouldContain("cookie");
        page.Location.ShouldBeNull();

        // The cookie of the way is kept, that of the app is not.
        reply = await NavigateAsync("/reports");
        var nonce = reply.Cookie(LoginCookie);
        for (var round = 0; round < 3; round++)
        {
            var back = await NavigateAsync(Callback(reply), $"{LoginCookie}={nonce}");
            back.Location.ShouldNotBeNull().ShouldContain("/.catalyst/landing?");
            reply = await NavigateAsync(back.Location!["http://app.localhost".Length..], $"{LoginCookie}={nonce}");
        }

        reply.ShouldBe(403);
    }

    [Fact]
    public async Task Windows_that_are_sent_to_sign_in_at_once_share_the_proof_and_all_come_back()
    {
        var first = await NavigateAsync("/a");
        var login = $"{LoginCookie}={first.Cookie(LoginCookie)}";
        var second = await NavigateAsync("/b", login);
        second.Cookie(LoginCookie).ShouldBe(first.Cookie(LoginCookie));

        (await NavigateAsync(Callback(second), login)).Cookie(AppCookie).ShouldNotBeNull();
        (await NavigateAsync(Callback(first), login)).Cookie(AppCookie).ShouldNotBeNull();
    }

    [Fact]
    public async Task Below_the_reserved_path_nobody_gets_in_and_no_rule_is_asked()
    {
        var open = _gate.NewApp(new AppRule("/**", new Requirement.Public()));
        foreach (var path in (string[])["/.catalyst/", "/.catalyst/x", "/.catalyst/callback", "/.catalyst/landing?state=x", "/.catalyst/%63allback"])
        {
            ((int)(await _gate.AskAsync(open, path, _gate.Token())).Status).ShouldBeOneOf(403, 404);
        }

        ((int)(await _gate.AskAsync(open, "/.catalyst/callback", method: "POST")).Status).ShouldBe(404);
        (await _gate.AskAsync(open, "/.catalysts")).ShouldBe(200);
    }

    [Fact]
    public async Task Another_site_can_not_sign_anybody_out()
    {
        var cookie = Cookie();
        (string, string)[][] foreign =
            [[("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Referer", "http://evil.example/")], [("Origin", "http://evil.example")], []];
        foreach (var headers in foreign)
        {
            var asked = await _gate.AskAsync(_app, "/.catalyst/sign-out", extra: [("Cookie", cookie), .. headers]);

            asked.ShouldBe(302);
            asked.Location.ShouldBe($"{TestGate.Issuer}/forward-auth/sign-out");
        }

        (await _gate.AskAsync(_app, "/.catalyst/sign-out", method: "POST", extra: [("Cookie", cookie), ("Sec-Fetch-Site", "none")])).ShouldBe(303);
        _gate.Sessions.Ended.ShouldBeEmpty();
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "Sec-Fetch-Site", "same-origin", 302)]
    [InlineData("GET", "Sec-Fetch-Site", "none", 302)]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin", 303)]
    [InlineData("POST", "Origin", "http://app.localhost", 303)]
    [InlineData("GET", "Referer", "http://app.localhost/x", 302)]
    public async Task The_apps_own_page_signs_out(string method, string header, string value, int status)
    {
        var cookie = Cookie();

        var signedOut = await _gate.AskAsync(_app, "/.catalyst/sign-out", method: method, extra: [("Cookie", cookie), (header, value)]);

        signedOut.ShouldBe(status);
        signedOut.Location.ShouldBe($"{TestGate.Issuer}/forward-auth/signed-out");
        signedOut.Cookies[0].ShouldStartWith($"{AppCookie}=; Path=/");
        signedOut.Cookies.ShouldAllBe(set => set.EndsWith("Max-Age=0", StringComparison.Ordinal));
        _gate.Sessions.Ended.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_session_that_many_ask_about_at_once_is_read_once_and_then_not_until_it_is_old()
    {
        var cookie = Cookie();
        var gate = new TaskCompletionSource();
        _gate.Sessions.BeforeOpen = () => gate.Task;
        var asking = Enumerable.Range(0, 16).Select(_ => NavigateAsync("/reports", cookie)).ToList();
        gate.SetResult();
        (await Task.WhenAll(asking)).ShouldAllBe(reply => (int)reply.Status == 200);
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);
        _gate.Sessions.Opened.ShouldBe(1);

        // As an access token would have to be refreshed, but nobody sees it.
        _gate.Time.Advance(TimeSpan.FromMinutes(6));
        await _gate.RefreshFeedAsync();
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);
        _gate.Sessions.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task The_cookie_of_one_app_or_host_is_nothing_at_another_also_when_it_is_warm()
    {
        var both = _app with { Hosts = ["app.localhost", "two.localhost"] };
        _gate.Put(both with { Version = 2 });
        var other = _gate.NewApp();
        var cookie = Cookie();
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);

        (await _gate.AskAsync(other, "/reports", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", host: "two.localhost", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", host: "APP.localhost:8080", extra: ("Cookie", cookie))).ShouldBe(200);
    }

    [Fact]
    public async Task The_handle_of_a_cookie_is_no_bearer_token_and_a_token_is_no_cookie()
    {
        var cookie = Cookie();
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        (await _gate.AskAsync(_app, "/reports", cookie.Split('=')[1])).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", $"{AppCookie}={token}"))).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task What_is_presented_decides_alone_and_what_does_not_hold_is_never_passed_over()
    {
        var good = Cookie();
        (await _gate.AskAsync(_app, "/reports", "x", extra: ("Cookie", good))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", "ck_live_x", extra: ("Cookie", good))).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims("x")), extra: ("Cookie", good))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), extra: ("Cookie", $"{AppCookie}=x"))).ShouldBe(200);

        foreach (var bad in (string[])[$"{AppCookie}=", $"{AppCookie}=x", $"{AppCookie}={OpaqueSecret.New()}", $"{AppCookie}=\"{OpaqueSecret.New()}\"", $"{good}; {AppCookie}=x", $"{AppCookie}=x; {good}", $"{good}; {good}"])
        {
            var refused = await _gate.AskAsync(_app, "/public/x", extra: ("Cookie", bad));
            refused.ShouldBe(401, DecisionReasons.InvalidToken);
            refused.Cookies[0].ShouldStartWith($"{AppCookie}=; ");
            refused.Cookies[1].ShouldStartWith($"{DecisionCookie}=; ");
        }

        foreach (var nothing in (string[])["x=y", $"x{AppCookie}=z", $"{AppCookie}", $"{AppCookie.ToUpperInvariant()}=z", "x=" + AppCookie + "=z"])
        {
            (await _gate.AskAsync(_app, "/public/x", extra: ("Cookie", nothing))).ShouldBe(200);
        }
    }

    [Fact]
    public async Task A_revocation_ends_a_warm_cookie_at_once_and_what_is_less_is_known_at_once()
    {
        var scope = "app:read";
        var cookie = Cookie(() => _gate.Claims(scope));
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);

        // A role shrank: what was known of the session is dead, the session is not.
        scope = "app:write";
        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}");
        _gate.Time.Advance(TimeSpan.FromMilliseconds(2));
        (await NavigateAsync("/reports", cookie)).ShouldBe(403, DecisionReasons.RequirementFailed);

        // The session ended.
        _gate.Sessions.Forget(cookie.Split('=')[1]);
        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());
        (await NavigateAsync("/reports", cookie)).ShouldBe(302);
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task What_was_read_before_a_change_was_committed_is_read_anew_though_it_is_younger()
    {
        var scope = "app:read";
        var cookie = Cookie(() => _gate.Claims(scope));
        var changedAt = _gate.Time.GetUtcNow();
        _gate.Time.Advance(TimeSpan.FromMilliseconds(20));
        (await NavigateAsync("/reports", cookie)).ShouldBe(200);

        scope = "app:write";
        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}", changedAt);

        (await NavigateAsync("/reports", cookie)).ShouldBe(403, DecisionReasons.RequirementFailed);
        _gate.Sessions.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_is_told_while_a_session_is_read_counts_for_all_who_wait_for_it()
    {
        var scope = "app:read";
        var cookie = Cookie(() => _gate.Claims(scope));
        var changedAt = _gate.Time.GetUtcNow();
        _gate.Time.Advance(TimeSpan.FromMilliseconds(20));
        _gate.Sessions.AfterOpen = () =>
        {
            scope = "app:write";
            _gate.Sessions.AfterOpen = () => { };
            _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}", changedAt);
        };

        (await NavigateAsync("/reports", cookie)).ShouldBe(403, DecisionReasons.RequirementFailed);
        _gate.Sessions.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task Who_may_more_by_now_is_let_in_though_a_moment_ago_refused()
    {
        var scope = "x";
        var cookie = Cookie(() => _gate.Claims(scope));
        (await NavigateAsync("/reports", cookie)).ShouldBe(403, DecisionReasons.RequirementFailed);
        scope = "app:read";
        (await NavigateAsync("/reports", cookie)).ShouldBe(403, DecisionReasons.RequirementFailed);

        _gate.Time.Advance(TimeSpan.FromSeconds(5));
        await _gate.RefreshFeedAsync();

        (await NavigateAsync("/reports", cookie)).ShouldBe(200);
        _gate.Sessions.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task Who_lost_the_revocations_opens_no_session()
    {
        var cookie = Cookie();
        _gate.Time.Advance(TimeSpan.FromSeconds(6));

        (await NavigateAsync("/reports", cookie)).ShouldBe(503, DecisionReasons.Unavailable);
    }

    [Fact]
    public async Task A_store_that_fails_lets_nobody_in()
    {
        var cookie = Cookie();
        _gate.Sessions.BeforeOpen = () => throw new InvalidOperationException("gone");

        (await NavigateAsync("/reports", cookie)).ShouldBe(503, DecisionReasons.Unavailable);
        (await NavigateAsync("/.catalyst/landing?state=" + State(await NavigateAsync("/a")), cookie)).ShouldBe(503, DecisionReasons.Unavailable);
    }

    [Theory]
    [InlineData("Upgrade: websocket|Origin: http://app.localhost", "http", 200)]
    [InlineData("Upgrade: websocket|Origin: https://app.localhost", "http", 200)]
    [InlineData("Upgrade: websocket|Origin: http://app.localhost", "https", 403)]
    [InlineData("Upgrade: websocket|Origin: http://evil.example", "http", 403)]
    [InlineData("Upgrade: websocket|Origin: http://app.localhost.evil.example", "http", 403)]
    [InlineData("Upgrade: websocket|Origin: null", "http", 403)]
    [InlineData("Upgrade: websocket", "http", 403)]
    [InlineData("Sec-WebSocket-Key: AAAA", "http", 403)]
    [InlineData("Sec-Fetch-Mode: websocket", "http", 403)]
    [InlineData("", "ws", 403)]
    [InlineData("Origin: https://app.localhost", "wss", 200)]
    [InlineData("Accept: text/event-stream", "http", 200)]
    [InlineData("Accept: text/event-stream|Origin: http://evil.example", "http", 403)]
    [InlineData("Accept: text/event-stream|Origin: http://app.localhost", "http", 200)]
    public async Task What_another_site_opens_with_the_users_cookie_is_refused(string headers, string proto, int status)
    {
        var cookie = Cookie();
        (string, string)[] sent = [.. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => (header.Split(": ")[0], header.Split(": ")[1]))];

        (await _gate.AskAsync(_app, "/reports", proto: proto, extra: [("Cookie", cookie), .. sent])).ShouldBe(status, status == 200 ? null : DecisionReasons.CrossOrigin);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), proto: proto, extra: sent)).ShouldBe(200);
    }

    private string Cookie(Func<AccessToken>? claims = null) =>
        $"{AppCookie}={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), claims ?? (() => _gate.Claims()))}";

    private Task<Reply> NavigateAsync(string uri, string? cookie = null, string flavour = "caddy") => _gate.AskAsync(
        _app, uri, flavour: flavour, extra: [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), .. cookie is null ? Array.Empty<(string, string)>() : [("Cookie", cookie)]]);

    private AppLoginRequest Opened(Reply reply) => _gate.Get<AppLoginSeal>().Open(RequestOf(reply)).ShouldNotBeNull();

    private static string RequestOf(Reply reply) => QueryHelpers.ParseQuery(new Uri(reply.Location!).Query)["request"].Single()!;

    private static string State(Reply sent) => RequestOf(sent);

    // What the portal does for whoever is signed in there.
    private string Callback(Reply sent)
    {
        var request = Opened(sent);
        var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, request.HostName, null), () => _gate.Claims());
        return string.Create(CultureInfo.InvariantCulture, $"/.catalyst/callback?code={code}&state={RequestOf(sent)}");
    }
}
