using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.ForwardAuth.Verify;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What a decision may cost.</summary>
public sealed class HotPathTests : IAsyncLifetime
{
    private TestGate _gate = null!;

    public async ValueTask InitializeAsync() => _gate = await TestGate.StartAsync();

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task A_token_that_many_ask_about_at_once_is_verified_once()
    {
        var (cache, token) = (_gate.Get<PrincipalCache>(), _gate.Token());

        var verified = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => cache.VerifyAsync(token).AsTask())));

        verified.Select(result => result.Value).Distinct().ShouldHaveSingleItem();
        _gate.Get<PrincipalStore>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_does_not_verify_is_not_remembered_however_many_ask()
    {
        var cache = _gate.Get<PrincipalCache>();
        var forged = _gate.Token()[..^8] + "AAAAAAAA";

        var verified = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => cache.VerifyAsync(forged).AsTask())));

        verified.ShouldAllBe(result => !result.IsSuccess);
        var store = _gate.Get<PrincipalStore>();
        (store.Count, store.Bytes).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_answer_that_was_signed_with_other_keys_is_made_anew()
    {
        var (app, token) = (_gate.NewApp(), _gate.Token());
        foreach (var (path, credential) in new[] { ("/reports", token), ("/public/x", (string?)null) })
        {
            var first = await _gate.AskAsync(app, path, credential);
            (await _gate.AskAsync(app, path, credential)).Headers[IdentityHeaders.Decision].ShouldBe(first.Headers[IdentityHeaders.Decision]);

            _gate.Get<SigningKeyProvider>().Use(new KeyRing(_gate.Ring.Keys));

            (await _gate.AskAsync(app, path, credential)).Headers[IdentityHeaders.Decision].ShouldNotBe(first.Headers[IdentityHeaders.Decision]);
        }
    }

    [Fact]
    public async Task The_memory_for_principals_and_their_answers_is_bounded()
    {
        var store = _gate.Get<PrincipalStore>();
        store.MostBytes = 256 * 1024;
        var app = _gate.NewApp([.. Enumerable.Range(0, 20).Select(n => new AppRule($"/{n.ToString(CultureInfo.InvariantCulture)}/**", new Requirement.Scope("app:read")))]);
        for (var n = 0; n < 100; n++)
        {
            var token = _gate.Token(_gate.Claims() with { Id = n.ToString("D32", CultureInfo.InvariantCulture) });
            (await _gate.AskAsync(app, $"/{(n % 20).ToString(CultureInfo.InvariantCulture)}/x", token)).ShouldBe(200);
            store.Bytes.ShouldBeInRange(1, store.MostBytes);
        }

        store.Count.ShouldBeInRange(5, 99);
    }

    [Fact]
    public async Task The_memory_for_principals_is_counted_exactly_however_they_grow()
    {
        var store = _gate.Get<PrincipalStore>();
        var app = _gate.NewApp([.. Enumerable.Range(0, 8).Select(n => new AppRule($"/{n.ToString(CultureInfo.InvariantCulture)}/**", new Requirement.Scope("app:read")))]);
        var browsers = Enumerable.Range(0, 4).Select(_ => new CookieJar(_gate, app, "traefik")
        {
            Cookies = { ["__Host-catalyst_app"] = _gate.Sessions.Begin(new(app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims()) },
        }).ToList();
        var state = QueryHelpers.ParseQuery(new Uri((await new CookieJar(_gate, app, "traefik").OpenAsync("/0/x")).Location!).Query)["request"].Single()!;
        for (var round = 0; round < 12; round++)
        {
            await LandAsync();

            // By the session alone, so that all grow at once.
            await Task.WhenAll(browsers.SelectMany(browser => Enumerable.Range(0, 8).Select(n => _gate.AskAsync(
                app, $"/{n.ToString(CultureInfo.InvariantCulture)}/x", flavour: "traefik", extra: ("Cookie", $"__Host-catalyst_app={browser.Cookies["__Host-catalyst_app"]}")))));
            store.Bytes.ShouldBeGreaterThan(0);
            _gate.Time.Advance(TimeSpan.FromSeconds(31));
            await _gate.RefreshFeedAsync();
        }

        // Known anew, and given a cookie before an answer.
        _gate.Time.Advance(TimeSpan.FromMinutes(6));
        await _gate.RefreshFeedAsync();
        await LandAsync();

        // What is left when all are gone was counted and never taken, or the other way round.
        browsers.ForEach(browser => _gate.Sessions.Forget(browser.Cookies["__Host-catalyst_app"]));
        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());
        foreach (var browser in browsers)
        {
            await browser.OpenAsync("/0/x");
        }

        (store.Count, store.Bytes).ShouldBe((0, 0));

        async Task LandAsync()
        {
            foreach (var browser in browsers)
            {
                (await browser.OpenAsync($"/.catalyst/landing?state={state}")).ShouldBe(302);
                browser.Cookies.Remove("__Host-catalyst_decision");
            }
        }
    }

    [Fact]
    public async Task It_is_so_when_many_doubt_one_at_once_and_nothing_newer_can_be_known()
    {
        var app = _gate.NewApp();
        var place = new AppPlace(app.Id, _gate.Org, "app.localhost", null);
        var handle = _gate.Sessions.Begin(place, () => _gate.Claims());
        VerifyRoute.TryParse($"/fa/caddy/{app.Id}", out var route).ShouldBeTrue();
        var (cache, store, compiled) = (_gate.Get<PrincipalCache>(), _gate.Get<PrincipalStore>(), _gate.Get<CompiledApps>().Find(route, default)!);
        var known = (await cache.OpenAsync(handle, compiled, place)).Value;
        _gate.Sessions.Refusal = new(Contracts.Results.RequestErrorCodes.Unavailable, "Not now.", Contracts.Results.ErrorKind.Unavailable);
        using var start = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < 2000; round++)
                {
                    start.SignalAndWait();
                    cache.OpenAsync(handle, compiled, place, known).AsTask().GetAwaiter().GetResult();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());

        cache.FindSession(handle, compiled, place.Host, domain: null, _gate.Time.GetUtcNow()).ShouldBeNull();
        (store.Count, store.Bytes).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_warm_decision_allocates_no_more_than_its_budget_also_while_it_is_measured(bool isMeasured)
    {
        using var measured = isMeasured ? new Measurements(_gate) { Keeps = false } : null;
        var budgets = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "allocations.json"), TestContext.Current.CancellationToken))!;
        var app = _gate.NewApp(
            new AppRule("/public/**", new Requirement.Public()), new AppRule("/here/**", new Requirement.Ip("10.0.0.0/8")), new AppRule("/**", new Requirement.Scope("app:read")));
        var token = _gate.Token();
        var cookie = _gate.Sessions.Begin(new(app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims());
        var session = $"a=b; __Host-catalyst_app={cookie}; c=d";
        var given = (await _gate.AskAsync(app, "/reports/7", flavour: "traefik", extra: ("Cookie", session))).Cookie("__Host-catalyst_decision").ShouldNotBeNull();
        var over = new List<string>();
        foreach (var (name, flavour, path, credential, cookies) in new[]
        {
            ("bearer", "caddy", "/reports/7?x=1", token, (string?)null), ("bearer of envoy", "envoy", "/reports/7?x=1", token, null),
            ("by address", "caddy", "/here/x", token, null), ("public", "caddy", "/public/logo.png", null, null),
            ("session cookie", "caddy", "/reports/7?x=1", null, session), ("decision cookie", "traefik", "/reports/7?x=1", null, $"{session}; __Host-catalyst_decision={given}"),

            // From who keeps no cookies: each answer sets one.
            ("session cookie by traefik", "traefik", "/reports/7?x=1", (string?)null, session),
        })
        {
            var allocated = BytesOf(() => NewQuestion(app, flavour, path, credential, cookies), name == "session cookie by traefik");
            TestContext.Current.SendDiagnosticMessage("{0}: {1} B", name, allocated);
            if (allocated > budgets[name]!.GetValue<long>())
            {
                over.Add($"{name}: {allocated.ToString(CultureInfo.InvariantCulture)} B");
            }
        }

        over.ShouldBeEmpty("allocations.json says how much");
    }

    private long BytesOf(Func<HttpContext> newQuestion, bool setsCookie)
    {
        const int warm = 50;
        const int rounds = 200;
        var handler = _gate.Get<VerifyHandler>();
        var questions = Enumerable.Range(0, warm + rounds).Select(_ => newQuestion()).ToList();
        questions.Take(warm).ToList().ForEach(Ask);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = warm; i < questions.Count; i++)
        {
            var answered = handler.HandleAsync(questions[i]);
            if (!answered.IsCompletedSuccessfully || questions[i].Response.StatusCode != StatusCodes.Status200OK)
            {
                throw new InvalidOperationException("The answer was not at hand.");
            }
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;

        void Ask(HttpContext context)
        {
            handler.HandleAsync(context).GetAwaiter().GetResult();
            context.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
            (context.Response.Headers.SetCookie.Count == 1).ShouldBe(setsCookie);
        }
    }

    private static DefaultHttpContext NewQuestion(App app, string flavour, string path, string? token, string? cookie)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = $"/fa/{flavour}/{app.Id}{(flavour == "envoy" ? path : string.Empty)}";
        var headers = context.Request.Headers;
        context.Request.Method = "GET";
        headers.Host = "app.localhost";
        headers["X-Forwarded-Method"] = "GET";
        headers["X-Forwarded-Proto"] = "http";
        headers["X-Forwarded-Host"] = "app.localhost";
        headers["X-Forwarded-Uri"] = path;
        headers["X-Forwarded-For"] = "10.1.2.3";
        if (token is not null)
        {
            headers.Authorization = $"Bearer {token}";
        }

        if (cookie is not null)
        {
            headers.Cookie = cookie;
        }

        // The header collections of the test's context grow when they are first written to; Kestrel's do not.
        foreach (var name in IdentityHeaders.All)
        {
            context.Response.Headers[name] = "x";
        }

        context.Response.Headers.SetCookie = "x";
        context.Response.Headers.Remove("Set-Cookie");
        context.Response.Headers.CacheControl = "x";
        context.Response.ContentLength = 1;
        return context;
    }
}
