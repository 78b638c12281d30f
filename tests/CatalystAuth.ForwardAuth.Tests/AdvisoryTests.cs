using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>
/// What went wrong with servers like this one, class by class, with the advisories that it was found in. What needs a real proxy is in the end-to-end tests, and
/// what is about accounts in those of the server, by the trait <c>Advisory</c>; <c>AdvisoryListTests</c> has the list of all, and of what is not here: this server has no authorization code
/// to be exchanged, so no PKCE that could be left out (CVE-2023-48228, CVE-2024-23647), and no SAML (CVE-2026-25922).
/// </summary>
public sealed class AdvisoryTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";

    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    /// <summary>CVE-2026-39858, CVE-2026-88011: the same header by another spelling.</summary>
    [Theory]
    [InlineData("X_Forwarded_Uri", "/public/x")]
    [InlineData("x.forwarded.host", "app.localhost")]
    [InlineData("X-Forwarded_Method", "GET")]
    [InlineData("X_Original_URL", "http://app.localhost/public/x")]
    public async Task Header_twins(string name, string value) =>
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), extra: (name, value))).ShouldBe(400, DecisionReasons.BadRequest);

    /// <summary>CVE-2021-32777, CVE-2020-25017, CVE-2026-26308: two values, of which each program reads another.</summary>
    [Theory]
    [InlineData("X-Forwarded-Uri", "/public/x")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "app.localhost")]
    public async Task Repeated_headers(string name, string value) =>
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), extra: (name, value))).ShouldBe(400, DecisionReasons.BadRequest);

    /// <summary>CVE-2026-35051, CVE-2023-36456, CVE-2024-45806: headers that nobody should have believed.</summary>
    [Theory]
    [InlineData("X-Forwarded-Prefix", "/public")]
    [InlineData("Forwarded", "for=10.0.0.1;host=app.localhost;proto=https")]
    [InlineData("X-Original-URL", "http://app.localhost/public/x")]
    [InlineData("X-Rewrite-Url", "/public/x")]
    [InlineData("X-HTTP-Method-Override", "OPTIONS")]
    [InlineData("X-Envoy-Internal", "true")]
    [InlineData("X-User-Sub", "user_1")]
    [InlineData("X-Real-Ip", "127.0.0.1")]
    public async Task Believed_headers(string name, string value) =>
        (await _gate.AskAsync(_app, "/reports", extra: (name, value))).ShouldBe(401, DecisionReasons.Unauthenticated);

    /// <summary>CVE-2026-34457: who says to be a health check is let in.</summary>
    [Theory]
    [InlineData("GoogleHC/1.0")]
    [InlineData("kube-probe/1.31")]
    [InlineData("ELB-HealthChecker/2.0")]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1)")]
    public async Task User_agents(string agent)
    {
        foreach (var uri in (string[])["/reports", "/healthz", "/ping", "/"])
        {
            (await _gate.AskAsync(_app, uri, extra: ("User-Agent", agent))).ShouldBe(401, DecisionReasons.Unauthenticated);
        }
    }

    /// <summary>CVE-2026-54764, CVE-2026-33495: who says that it came by TLS, or to its port, is treated as if it had.</summary>
    [Theory]
    [InlineData("X-Forwarded-Port", "443")]
    [InlineData("X-Scheme", "https")]
    [InlineData("X-Forwarded-Scheme", "https")]
    [InlineData("X-Forwarded-Ssl", "on")]
    [InlineData("Front-End-Https", "on")]
    [InlineData("X-Url-Scheme", "https")]
    [InlineData("Forwarded", "proto=https")]
    public async Task Spoofed_schemes_and_ports(string name, string value)
    {
        const string host = "app.example.com";
        var app = _gate.NewApp() with { Hosts = [host], Version = 2 };
        _gate.Put(app);
        (string, string)[] navigating = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        (await _gate.AskAsync(app, "/reports", host: host, proto: "https", extra: navigating)).Location.ShouldNotBeNull();

        // Nobody is sent to sign in, which needs TLS.
        var reply = await _gate.AskAsync(app, "/reports", host: host, extra: [.. navigating, (name, value)]);

        reply.ShouldBe(403);
        reply.Location.ShouldBeNull();
        (await _gate.AskAsync(app, "/reports", _gate.Token(), host: host, extra: ("X-Forwarded-Proto", "https"))).ShouldBe(400, DecisionReasons.BadRequest);
    }

    /// <summary>CVE-2024-45410, CVE-2021-32813, CVE-2025-48865: a header that is named in <c>Connection</c> is dropped on the way, and what is missing lets in.</summary>
    [Theory]
    [InlineData("X-Forwarded-Uri")]
    [InlineData("X-Forwarded-Method")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Proto")]
    public async Task Hop_by_hop_headers(string dropped)
    {
        using var http = new HttpClient();
        foreach (var target in (string[])["/reports", "/public/x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gate.Url, $"/fa/caddy/{_app.Id}"));
            request.Headers.Add("Authorization", $"Bearer {_gate.Token()}");
            foreach (var (name, value) in new[]
            {
                ("X-Forwarded-Uri", target), ("X-Forwarded-Method", "GET"), ("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Proto", "http"),
            })
            {
                if (name != dropped)
                {
                    request.Headers.Add(name, value);
                }
            }

            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            (await Reply.ReadAsync(response)).ShouldBe(400, DecisionReasons.BadRequest);
        }
    }

    /// <summary>GHSA-7r4p-vjf4-gxv4: what is missing or empty in the answer is the client's own at the upstream.</summary>
    [Fact]
    public async Task Missing_and_empty_headers()
    {
        var preflights = _gate.NewApp() with { Preflight = PreflightAnswers.Pass, Version = 2 };
        _gate.Put(preflights);
        (string, string)[] preflight = [("Origin", "http://evil.example"), ("Access-Control-Request-Method", "GET"), ("X-User-Sub", "user_1")];
        foreach (var reply in new[]
        {
            await _gate.AskAsync(_app, "/public/x", extra: ("X-User-Sub", "user_1")),
            await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims() with { Email = " ", Groups = [], OrgSlug = string.Empty })),
            await _gate.AskAsync(_app, "/reports", extra: ("Cookie", Cookie())),
            await _gate.AskAsync(preflights, "/reports", method: "OPTIONS", extra: preflight),
        })
        {
            reply.ShouldBe(200);
            IdentityHeaders.All.ShouldAllBe(name => reply.Headers[name].Length == 1 && !string.IsNullOrWhiteSpace(reply.Headers[name][0]));
            reply.Headers[IdentityHeaders.UserSub].ShouldNotContain("user_1");
            reply.Headers.ShouldNotContainKey("Connection");
        }
    }

    /// <summary>CVE-2026-77281: values that a proxy evaluates.</summary>
    [Fact]
    public async Task Placeholders()
    {
        var reply = await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims() with { Email = "{http.request.header.X}@x", Labels = ["a%{env}"] }));

        reply.ShouldBe(200);
        IdentityHeaders.All.ShouldAllBe(name => !reply.Headers[name][0].Contains('{') && !reply.Headers[name][0].Contains("%{"));
    }

    /// <summary>CVE-2026-40575: anybody who reaches the port is a proxy.</summary>
    [Fact]
    public async Task Untrusted_callers()
    {
        await using var gate = await TestGate.StartAsync("10.0.0.0/8");

        (await gate.AskAsync(gate.NewApp(), "/public/x")).ShouldBe(403, DecisionReasons.UntrustedProxy);
        ((int)(await gate.AskAsync(gate.NewApp(), "/.catalyst/callback?code=x&state=x")).Status).ShouldBe(403);
    }

    /// <summary>CVE-2026-88009, CVE-2021-32637: what is no path is a path to somebody.</summary>
    [Theory]
    [InlineData("http://app.localhost/public/x")]
    [InlineData("http:http://app.localhost/public/x")]
    [InlineData("*")]
    [InlineData("public/x")]
    [InlineData("@evil.example/public/x")]
    [InlineData("/public/%zz")]
    [InlineData("/public/%0a")]
    [InlineData("/public/%c0%af")]
    public async Task Absolute_and_malformed_targets(string uri) =>
        (await _gate.AskAsync(_app, uri, _gate.Token())).ShouldBe(400, DecisionReasons.BadRequest);

    /// <summary>
    /// CVE-2025-32431, CVE-2025-66490, GHSA-xf64-8mw2-4gr2, CVE-2026-27585, CVE-2026-27587, GHSA-gx7w-56w6-g48x, CVE-2026-41059, CVE-2021-32779, CVE-2021-39156,
    /// CVE-2026-33494, CVE-2021-29492, CVE-2019-9901, CVE-2021-31920: two parsers, one path.
    /// </summary>
    [Theory]
    [InlineData("/public/../reports")]
    [InlineData("/public/%2e%2e/reports")]
    [InlineData("/public/..%2freports")]
    [InlineData("/public/%252e%252e/reports")]
    [InlineData("/public/..;/reports")]
    [InlineData("//public/x")]
    [InlineData("/public/x\\..\\reports")]
    [InlineData("/public/x#/../../reports")]
    [InlineData("/PUBLIC/x")]
    [InlineData("/reports?/public/x")]
    [InlineData("/reports;/public/x")]
    [InlineData("/reports%3f/public/x")]
    [InlineData("/reports/public/../public/x")]
    public async Task Path_confusion(string uri) => ((int)(await _gate.AskAsync(_app, uri)).Status).ShouldBeOneOf(400, 401);

    /// <summary>CVE-2025-54576: the query is taken for a part of the path.</summary>
    [Theory]
    [InlineData("/reports?/public/x")]
    [InlineData("/reports?x=/public/")]
    [InlineData("/reports?x#/public/x")]
    [InlineData("/reports/?..//public/x")]
    [InlineData("/?/public/**")]
    public async Task Queries_taken_for_paths(string uri) => ((int)(await _gate.AskAsync(_app, uri)).Status).ShouldBeOneOf(400, 401);

    /// <summary>CVE-2026-27588, CVE-2026-48794, CVE-2021-39155: the letter case of a host misses its rules.</summary>
    [Theory]
    [InlineData("APP.LOCALHOST")]
    [InlineData("app.localhost.")]
    [InlineData("App.Localhost:8080")]
    public async Task Host_case(string host) => (await _gate.AskAsync(_app, "/reports", host: host)).ShouldBe(401, DecisionReasons.Unauthenticated);

    /// <summary>
    /// GHSA-5m6c-jp6f-2vcv, GHSA-j7px-6hwj-hpjg, GHSA-qqxw-m5fj-f7gv, GHSA-4mf2-f3wh-gvf2, CVE-2021-29456, CVE-2024-52289, CVE-2024-21637, CVE-2021-29652, CVE-2021-29651: back
    /// to where somebody else wants.
    /// </summary>
    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/x?rd=https://evil.example")]
    [InlineData("/x@evil.example")]
    [InlineData("/.evil.example")]
    public async Task Open_redirects(string uri)
    {
        var reply = await _gate.AskAsync(_app, uri, extra: [("Sec-Fetch-Mode", "navigate"), ("Referer", "https://evil.example/"), ("Origin", "https://evil.example")]);

        if (reply.Location is { } location)
        {
            new Uri(location).GetLeftPart(UriPartial.Path).ShouldBe($"{TestGate.Issuer}/forward-auth/authorize");
            var target = _gate.Get<AppLoginSeal>().Open(QueryHelpers.ParseQuery(new Uri(location).Query)["request"])!.Target;
            (new Uri(target).Host, new Uri(target).UserInfo).ShouldBe(("app.localhost", string.Empty));
        }
        else
        {
            reply.Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        }

        foreach (var elsewhere in (string[])["https://evil.example", "javascript:alert(1)", "//evil.example", "/%5cevil.example"])
        {
            (await _gate.AskAsync(_app, $"/.catalyst/landing?state={elsewhere}", extra: ("Cookie", Cookie()))).Location.ShouldBeNull();
        }

        // A dot in the name of a host is a dot, and a host ends where its name does.
        foreach (var host in (string[])["appxlocalhost", "app.localhost.evil.example", "evilapp.localhost"])
        {
            (await _gate.AskAsync(_app, uri, host: host, extra: [("Sec-Fetch-Mode", "navigate")])).Location.ShouldBeNull();
        }
    }

    /// <summary>CVE-2021-32701: an answer that was kept for less is given for more.</summary>
    [Fact]
    public async Task Cache_confusion_of_scopes()
    {
        var app = _gate.NewApp(new AppRule("/admin/**", new Requirement.Scope("app:admin")), new AppRule("/**", new Requirement.Scope("app:read")));
        foreach (var (token, cookie) in new[] { (_gate.Token(), (string?)null), (null, Cookie(app)) })
        {
            (string, string)[] sent = cookie is null ? [] : [("Cookie", cookie)];
            (await _gate.AskAsync(app, "/x", token, extra: sent)).ShouldBe(200);
            (await _gate.AskAsync(app, "/admin/x", token, extra: sent)).ShouldBe(403, DecisionReasons.RequirementFailed);
            (await _gate.AskAsync(app, "/x", token, method: "POST", extra: sent)).ShouldBe(200);
        }
    }

    /// <summary>CVE-2024-47077, CVE-2026-33496: what is good at one app, or of one issuer, is good at another.</summary>
    [Fact]
    public async Task Cache_confusion_of_apps_and_issuers()
    {
        var other = _gate.NewApp();
        var cookie = Cookie();
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(200);
        (await _gate.AskAsync(other, "/reports", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);

        (await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims() with { Issuer = "https://evil.example" }))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims() with { Audience = "https://evil.example" }))).ShouldBe(401, DecisionReasons.WrongAudience);
        var foreign = new KeyRing([SigningKey.Generate(SigningKeyUse.Access, _gate.Time.GetUtcNow().AddDays(-1))]);

        // 503 here, where there is no store to look for a key in that is not known.
        ((int)(await _gate.AskAsync(_app, "/reports", TokenMinter.Mint(foreign, _gate.Claims()))).Status).ShouldBe(503);
    }

    /// <summary>GHSA-652x-m2gr-hppm: the groups are looked at when somebody comes, and not when what they were given is renewed.</summary>
    [Fact]
    public async Task Groups_asked_once()
    {
        var app = _gate.NewApp(new AppRule("/**", new Requirement.Group("staff")));
        IReadOnlyList<string> groups = ["staff"];
        var session = Cookie(app, () => _gate.Claims() with { Groups = groups });
        var reply = await _gate.AskAsync(app, "/x", flavour: "traefik", extra: ("Cookie", session));
        reply.ShouldBe(200);
        var both = $"{session}; __Host-catalyst_decision={reply.Cookie("__Host-catalyst_decision").ShouldNotBeNull()}";
        (await _gate.AskAsync(app, "/x", flavour: "traefik", extra: ("Cookie", both))).ShouldBe(200);

        groups = ["guests"];
        _gate.Revoke(InvalidationKind.Group, $"{_gate.Org}/group/staff");
        _gate.Time.Advance(TimeSpan.FromMilliseconds(2));

        (await _gate.AskAsync(app, "/x", flavour: "traefik", extra: ("Cookie", session))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x", flavour: "traefik", extra: ("Cookie", both))).Status.ShouldNotBe(System.Net.HttpStatusCode.OK);
    }

    /// <summary>Confused tokens: one kind of token is taken for another.</summary>
    [Fact]
    public async Task Token_confusion()
    {
        var decision = (await _gate.AskAsync(_app, "/reports", _gate.Token())).Headers[IdentityHeaders.Decision][0];

        (await _gate.AskAsync(_app, "/reports", decision)).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", $"{AppCookie}={decision}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, $"/reports?access_token={_gate.Token()}")).ShouldBe(401, DecisionReasons.Unauthenticated);
    }

    /// <summary>CVE-2021-41230, GHSA-x883-2vmg-xwf7: what was taken away goes on where it was kept.</summary>
    [Fact]
    public async Task Stale_claims()
    {
        var scope = "app:read";
        var cookie = Cookie(claims: () => _gate.Claims(scope));
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(200);

        scope = "nothing";
        _gate.Revoke(InvalidationKind.Membership, $"{_gate.Key}/{_gate.Org}");
        _gate.Time.Advance(TimeSpan.FromMilliseconds(2));

        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    /// <summary>CVE-2026-25748: a cookie that can't be read lets in.</summary>
    [Theory]
    [InlineData("%")]
    [InlineData("{\"sub\":\"user_1\"}")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("===========================================")]
    [InlineData("")]
    public async Task Malformed_cookies(string value)
    {
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", $"{AppCookie}={value}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/public/x", extra: ("Cookie", $"{AppCookie}={value}"))).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    /// <summary>CVE-2026-34454, CVE-2025-29928: signed out in one place and in at another.</summary>
    [Fact]
    public async Task Sessions_that_go_on()
    {
        var cookie = Cookie();
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(200);

        var handle = cookie.Split('=', 2)[1];

        var left = await _gate.AskAsync(_app, "/.catalyst/sign-out", extra: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]);

        left.ShouldBe(302);
        _gate.Sessions.Ended.ShouldBe([handle]);
        foreach (var name in (string[])[AppCookie, "__Host-catalyst_decision"])
        {
            left.Cookies.ShouldContain($"{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
        }

        // Ended in one place, and told to the others.
        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", cookie))).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    /// <summary>CVE-2024-47070, CVE-2026-47205, CVE-2026-47775: an error on the way lets in.</summary>
    [Fact]
    public async Task Errors_that_allow()
    {
        var here = _gate.NewApp(new AppRule("/**", new Requirement.Ip("10.0.0.0/8")));
        foreach (var garbage in (string[])["x", "10.0.0.1:80:x", "10.0.0.1, ", "\"10.0.0.1\"", new string('1', 4000)])
        {
            (await _gate.AskAsync(here, "/x", _gate.Token(), extra: ("X-Forwarded-For", garbage))).ShouldBe(403, DecisionReasons.RequirementFailed);
        }

        var engine = _gate.NewApp() with { Engine = "test", Version = 2 };
        _gate.Put(engine);
        _gate.Engine.Answer = _ => throw new InvalidOperationException("broken");
        (await _gate.AskAsync(engine, "/reports", _gate.Token())).ShouldBe(503, DecisionReasons.Unavailable);

        _gate.Sessions.BeforeOpen = () => throw new InvalidOperationException("broken");
        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", Cookie()))).ShouldBe(503, DecisionReasons.Unavailable);
        _gate.Get<SigningKeyProvider>().Use(new KeyRing([]));
        ((int)(await _gate.AskAsync(_app, "/public/x", flavour: "nginx")).Status).ShouldBe(403);
    }

    private string Cookie(App? app = null, Func<AccessToken>? claims = null) =>
        $"{AppCookie}={_gate.Sessions.Begin(new((app ?? _app).Id, _gate.Org, "app.localhost", null), claims ?? (() => _gate.Claims()))}";
}
