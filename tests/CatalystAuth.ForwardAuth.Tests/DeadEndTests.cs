using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Where there is no way on a person is told so in words: by a page, or by the portal's where the proxy shows none of ours.</summary>
public sealed class DeadEndTests : IAsyncLifetime
{
    private const string Stopped = $"{TestGate.Issuer}/forward-auth/stopped?reason=";
    private const string LoginCookie = "__Host-catalyst_login";

    private static readonly (string, string)[] Navigating = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    // Where Envoy reads it.
    private static readonly (string, string) Host = ("Host", "app.localhost");

    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("traefik", 403)]
    [InlineData("caddy", 403)]
    public async Task Proxies_that_hand_it_on_get_the_page(string flavour, int status)
    {
        var page = await _gate.AskAsync(_app, "/.catalyst/landing?state=x", flavour: flavour, extra: Navigating);

        page.ShouldBe(status);
        (page.Location, page.Body.Contains(DeadEnd.BadAddress.English.Text, StringComparison.Ordinal)).ShouldBe((null, true));
    }

    [Theory]
    [InlineData("de-AT, en;q=0.8", "de", "Diese Adresse stimmt nicht")]
    [InlineData("en;q=0.8, de;q=0.9", "de", "gehört zu einer anderen App")]
    [InlineData("fr, de;q=0, en;q=0.1", "en", "This address is not good")]
    [InlineData("fr", "en", "This address is not good")]
    [InlineData("\"<script>", "en", "This address is not good")]
    public async Task The_page_is_in_the_readers_language(string wanted, string language, string words)
    {
        var page = await _gate.AskAsync(_app, "/.catalyst/landing?state=x", flavour: "traefik", extra: [("Accept-Language", wanted), .. Navigating]);

        page.ShouldBe(403);
        page.Body.ShouldContain($"<html lang=\"{language}\">");
        page.Body.ShouldContain(words);
        page.Body.ShouldNotContain("script");
    }

    [Theory]
    [InlineData("nginx", "GET", 401)]
    [InlineData("nginx", "POST", 401)]
    [InlineData("haproxy", "GET", 302)]
    [InlineData("haproxy", "HEAD", 302)]
    [InlineData("haproxy", "POST", 303)]
    public async Task Others_get_the_address_of_the_portals_and_nothing_that_the_client_wrote(string flavour, string method, int status)
    {
        foreach (var (path, reason) in new[]
        {
            ("/.catalyst/landing?state=%3Cscript%3E&reason=https&request=x", "address"), ("/.catalyst/callback?code=x", "address"), ("/.catalyst/x?reason=evil", "nothing"),
        })
        {
            var reply = await _gate.AskAsync(_app, path, flavour: flavour, method: method, extra: Navigating);

            reply.ShouldBe(status);
            reply.Location.ShouldBe(Stopped + (method == "GET" ? reason : "nothing"));
            (reply.Body, reply.Cookies.Count).ShouldBe((string.Empty, 0));
        }
    }

    [Theory]
    [InlineData("nginx", 403)]
    [InlineData("haproxy", 404)]
    public async Task Programs_keep_the_status(string flavour, int status)
    {
        (string, string)[][] programs =
        [
            [], [("Accept", "application/json")], [("Accept", "*/*")], [("Sec-Fetch-Mode", "cors"), ("Accept", "text/html")],
            [("Accept", "text/html"), ("X-Requested-With", "XMLHttpRequest")], [("Authorization", "Bearer x"), .. Navigating], [("Sec-WebSocket-Key", "x"), .. Navigating],
        ];
        foreach (var headers in programs)
        {
            var reply = await _gate.AskAsync(_app, "/.catalyst/x", flavour: flavour, extra: headers);

            reply.ShouldBe(status);
            reply.Location.ShouldBeNull();
        }

        (await _gate.AskAsync(_app, "/.catalyst/x", flavour: flavour, extra: ("Accept", "text/html"))).Location.ShouldBe($"{Stopped}nothing");
    }

    // It sends nobody to an address of an answer.
    [Fact]
    public async Task The_ingress_controller_is_told_the_status()
    {
        var reply = await _gate.AskAsync(
            _app, "/", flavour: "ingress-nginx",
            extra: [("X-Original-URL", "http://app.localhost/.catalyst/x"), ("X-Original-Method", "GET"), .. Navigating]);

        reply.ShouldBe(403);
        reply.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task Whose_cookies_do_not_stick_is_sent_to_where_it_says_so_with_what_was_sealed_for_the_way(string flavour)
    {
        var nonce = OpaqueSecret.New();
        var request = new AppLoginRequest(_app.Id, null, false, "app.localhost", "/reports?x=1", OpaqueSecret.HashOf(nonce)!, 2, _gate.Time.GetUtcNow());
        var state = _gate.Get<AppLoginSeal>().Seal(request);

        foreach (var path in (string[])[$"/.catalyst/callback?code=x&state={state}", $"/.catalyst/landing?state={state}"])
        {
            var reply = await _gate.AskAsync(_app, path, flavour: flavour, extra: [("Cookie", $"{LoginCookie}={nonce}"), .. Navigating]);

            reply.Location.ShouldBe($"{Stopped}cookies&request={state}");
            _gate.Get<AppLoginSeal>().Open(QueryHelpers.ParseQuery(new Uri(reply.Location!).Query)["request"]).ShouldNotBeNull().Target.ShouldBe(request.Target);
        }
    }

    [Fact]
    public async Task Each_is_recorded_and_counted_as_a_denial_of_the_app_without_what_came_in_its_address()
    {
        using var measured = new Measurements(_gate);
        var sent = await _gate.AskAsync(_app, "/reports", extra: Navigating);
        var (state, login) = (QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"].Single()!, $"{LoginCookie}={sent.Cookie(LoginCookie)}");
        var request = _gate.Get<AppLoginSeal>().Open(state)!;
        var last = _gate.Get<AppLoginSeal>().Seal(request with { Round = 2 });
        var proof = _gate.Get<AppLoginSeal>().Seal(request with { Proof = new(60, null, WasByTwo: false) });
        var session = $"__Host-catalyst_app={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims())}";
        (string Uri, string Cookie, string Reason)[] ways =
        [
            ("/.catalyst/callback?code=x&state=forged", login, DecisionReasons.SignInFailed),
            ($"/.catalyst/callback?code={OpaqueSecret.New()}&state={state}", login, DecisionReasons.SignInFailed),
            ($"/.catalyst/callback?code={OpaqueSecret.New()}&state={state}", "a=b", DecisionReasons.SignInFailed),
            ($"/.catalyst/landing?state={last}", "a=b", DecisionReasons.SignInFailed),
            ($"/.catalyst/landing?state={proof}", session, DecisionReasons.StepUpRequired),
            ("/.catalyst/x?secret=1", "a=b", DecisionReasons.NoRoute),
        ];
        foreach (var (uri, cookie, _) in ways)
        {
            await _gate.AskAsync(_app, uri, extra: [("Cookie", cookie), .. Navigating]);
        }

        // Who is let go on is none.
        (await _gate.AskAsync(_app, $"/.catalyst/landing?state={state}", extra: [("Cookie", session), .. Navigating])).Location.ShouldBe("http://app.localhost/reports");
        await _gate.RecordsAsync(1 + ways.Length);
        _gate.Decisions.Skip(1).Select(decision => (decision.AppId, decision.OrgId, decision.Outcome, decision.Path, decision.Reason)).ShouldBe(
            ways.Select(way => ((AppId?)_app.Id, (Contracts.Orgs.OrgId?)_gate.Org, DecisionOutcome.Deny, way.Uri.Split('?')[0], way.Reason)));
        measured.Of("catalyst.forward_auth.decisions").Skip(1).Select(one => one.Tags).ShouldBe(
            ways.Select(way => $"app={_app.Id} outcome=deny reason={way.Reason} flavour=caddy cache=hit"));
    }

    [Theory]
    [InlineData("envoy", 302)]
    [InlineData("haproxy", 302)]
    [InlineData("caddy", 503)]
    public async Task Where_too_many_come_a_person_reads_it_too_and_it_is_counted(string flavour, int status)
    {
        using var measured = new Measurements(_gate);
        var state = _gate.Get<AppLoginSeal>().Seal(new(_app.Id, null, false, "app.localhost", "/reports", [], 0, _gate.Time.GetUtcNow()));
        _gate.Sessions.Refusal = new(Contracts.Results.RequestErrorCodes.Unavailable, "Not now.", Contracts.Results.ErrorKind.Unavailable);
        var session = ("Cookie", $"__Host-catalyst_app={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims())}");
        var path = $"/.catalyst/landing?state={state}";
        var route = flavour == "envoy" ? $"{_app.Id}{path}" : _app.Id.ToString();

        var page = await _gate.AskAsync(route, path, flavour: flavour, extra: [Host, session, .. Navigating]);
        var told = await _gate.AskAsync(route, path, flavour: flavour, extra: [Host, session, ("Accept", "application/json")]);

        page.ShouldBe(status);
        page.Location.ShouldBe(status == 302 ? $"{Stopped}busy&request={state}" : null);
        told.ShouldBe(503);
        foreach (var reply in (Reply[])[page, told])
        {
            reply.Headers["Retry-After"].ShouldBe(["1"]);
        }

        measured.Of("catalyst.forward_auth.decisions").Select(one => one.Tags).ShouldBe(
            Enumerable.Repeat($"app={_app.Id} outcome=deny reason=decision.unavailable flavour={flavour} cache=hit", 2));
    }

    [Fact]
    public async Task Envoy_shows_the_pages_that_are_no_fault_of_ours()
    {
        var page = await _gate.AskAsync($"{_app.Id}/.catalyst/landing?state=x", "/", flavour: "envoy", extra: [Host, .. Navigating]);

        page.ShouldBe(403);
        (page.Location, page.Body.Contains(DeadEnd.BadAddress.English.Text, StringComparison.Ordinal)).ShouldBe((null, true));
    }

    [Fact]
    public void Each_has_a_word_of_its_own_that_is_safe_in_an_address()
    {
        DeadEnd.All.Select(end => end.Reason).ShouldBeUnique();
        DeadEnd.All.ShouldAllBe(end => end.Reason.All(c => char.IsAsciiLetterLower(c) || c == '-') && DeadEnd.Find(end.Reason) == end);
        DeadEnd.Find("Cookies").ShouldBeNull();
        DeadEnd.Find(null).ShouldBeNull();
    }
}
