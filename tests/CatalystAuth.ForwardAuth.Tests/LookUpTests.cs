using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What strangers can make the database do.</summary>
public sealed class LookUpTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string LoginCookie = "__Host-catalyst_login";

    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task Who_asks_with_a_dead_handle_over_and_over_costs_a_read_in_some_seconds()
    {
        var dead = OpaqueSecret.New();
        for (var n = 0; n < 10; n++)
        {
            (await AskAsync(dead)).ShouldBe(401, DecisionReasons.InvalidToken);
        }

        _gate.Sessions.Opened.ShouldBe(1);
        (await _gate.AskAsync(_gate.NewApp(), "/reports", extra: ("Cookie", $"{AppCookie}={dead}"))).ShouldBe(401, DecisionReasons.InvalidToken);
        _gate.Sessions.Opened.ShouldBe(2);

        _gate.Time.Advance(TimeSpan.FromSeconds(3));
        await _gate.RefreshFeedAsync();
        (await AskAsync(dead)).ShouldBe(401, DecisionReasons.InvalidToken);
        _gate.Sessions.Opened.ShouldBe(3);
    }

    [Fact]
    public async Task A_handle_that_is_born_later_works_at_once()
    {
        var handle = OpaqueSecret.New();
        (await AskAsync(handle)).ShouldBe(401, DecisionReasons.InvalidToken);

        await BearAsync(handle);

        (await AskAsync(handle)).ShouldBe(200);
    }

    [Fact]
    public async Task So_does_one_that_is_born_while_it_is_looked_for()
    {
        var handle = OpaqueSecret.New();
        var (read, born) = (new TaskCompletionSource(), new TaskCompletionSource());
        _gate.Sessions.BeforeTell = () =>
        {
            read.SetResult();
            return born.Task;
        };
        var asking = AskAsync(handle);
        await read.Task;
        _gate.Sessions.BeforeTell = () => Task.CompletedTask;
        await BearAsync(handle);
        born.SetResult();
        (await asking).ShouldBe(401, DecisionReasons.InvalidToken);

        (await AskAsync(handle)).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_that_lives_and_speaks_for_nobody_now_is_looked_at_each_time()
    {
        var handle = _gate.Sessions.Begin(Place, () => _gate.Claims());
        _gate.Sessions.Refusal = new Error(Contracts.AppSessions.AppSessionErrorCodes.NotAdmitted, "Not now.", ErrorKind.Unauthenticated);
        (await AskAsync(handle)).ShouldBe(401, DecisionReasons.InvalidToken);

        _gate.Sessions.Refusal = null;

        (await AskAsync(handle)).ShouldBe(200);
    }

    [Fact]
    public async Task So_many_are_looked_up_at_once_and_who_finds_the_line_full_keeps_the_cookie()
    {
        var (known, unknown) = (_gate.Sessions.Begin(Place, () => _gate.Claims()), _gate.Sessions.Begin(Place, () => _gate.Claims()));
        (await AskAsync(known)).ShouldBe(200);
        var sent = await NavigateAsync("/reports");
        var open = new TaskCompletionSource();
        _gate.Sessions.BeforeOpen = () => open.Task;
        VerifyRoute.TryParse($"/fa/caddy/{_app.Id}", out var route).ShouldBeTrue();
        var (cache, app) = (_gate.Get<PrincipalCache>(), _gate.Get<CompiledApps>().Find(route, default)!);
        var flood = Enumerable.Range(0, LookUps.AtOnce + LookUps.MostWaiting).Select(_ => cache.OpenAsync(OpaqueSecret.New(), app, Place).AsTask()).ToList();

        var refused = await AskAsync(unknown);
        refused.ShouldBe(503, DecisionReasons.Unavailable);
        refused.Headers["Retry-After"].ShouldBe(["1"]);
        refused.Cookies.ShouldBeEmpty();
        (await AskAsync(unknown, "nginx")).ShouldBe(403, DecisionReasons.Unavailable);
        foreach (var path in (string[])[Callback(sent), $"/.catalyst/landing?state={RequestOf(sent)}", $"/.catalyst/forget?state={RequestOf(sent)}", "/.catalyst/sign-out"])
        {
            var page = await NavigateAsync(path, ("Cookie", $"{AppCookie}={unknown}; {LoginCookie}={sent.Cookie(LoginCookie)}"), ("Sec-Fetch-Site", "same-origin"));
            ((int)page.Status, page.Cookies.Count, page.Location).ShouldBe((503, 0, null), path);
            page.Headers["Retry-After"].ShouldBe(["1"]);
        }

        (await AskAsync(known)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/reports", _gate.Token())).ShouldBe(200);
        _gate.Sessions.Opened.ShouldBe(1 + LookUps.AtOnce);

        // Other organisations have a line of their own.
        _gate.Sessions.BeforeOpen = () => Task.CompletedTask;
        var other = new AppPlace(_app.Id, TypeId.New<OrgId>(_gate.Time.GetUtcNow()), "other.localhost", null);
        (await cache.OpenAsync(_gate.Sessions.Begin(other, () => _gate.Claims()), app, other)).IsSuccess.ShouldBeTrue();

        open.SetResult();
        (await Task.WhenAll(flood)).ShouldAllBe(result => !result.IsSuccess && result.Error.Kind == ErrorKind.Unauthenticated);
        (await AskAsync(unknown)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_is_known_and_would_be_looked_at_anew_stays_known_while_the_line_is_full()
    {
        _app = _gate.NewApp(new AppRule("/admin/**", new Requirement.Scope("app:write")), new AppRule("/**", new Requirement.Scope("app:read")));
        var known = _gate.Sessions.Begin(Place, () => _gate.Claims());
        (await AskAsync(known)).ShouldBe(200);
        _gate.Time.Advance(TimeSpan.FromSeconds(6));
        await _gate.RefreshFeedAsync();
        var open = new TaskCompletionSource();
        _gate.Sessions.BeforeOpen = () => open.Task;
        VerifyRoute.TryParse($"/fa/caddy/{_app.Id}", out var route).ShouldBeTrue();
        var (cache, app) = (_gate.Get<PrincipalCache>(), _gate.Get<CompiledApps>().Find(route, default)!);
        var flood = Enumerable.Range(0, LookUps.AtOnce + LookUps.MostWaiting).Select(_ => cache.OpenAsync(OpaqueSecret.New(), app, Place).AsTask()).ToList();

        (await _gate.AskAsync(_app, "/admin/x", extra: ("Cookie", $"{AppCookie}={known}"))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await AskAsync(known)).ShouldBe(200);

        open.SetResult();
        await Task.WhenAll(flood);
        _gate.Sessions.Opened.ShouldBe(1 + LookUps.AtOnce + LookUps.MostWaiting);
    }

    private AppPlace Place => new(_app.Id, _gate.Org, "app.localhost", null);

    private async Task BearAsync(string handle)
    {
        var sent = await NavigateAsync("/reports");
        _gate.Sessions.NextHandle = handle;
        (await NavigateAsync(Callback(sent), ("Cookie", $"{LoginCookie}={sent.Cookie(LoginCookie)}"))).Cookie(AppCookie).ShouldBe(handle);
    }

    private Task<Reply> AskAsync(string handle, string flavour = "caddy") => _gate.AskAsync(_app, "/reports", flavour: flavour, extra: ("Cookie", $"{AppCookie}={handle}"));

    private Task<Reply> NavigateAsync(string uri, params (string Name, string Value)[] extra) =>
        _gate.AskAsync(_app, uri, extra: [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), .. extra]);

    private static string RequestOf(Reply sent) => QueryHelpers.ParseQuery(new Uri(sent.Location!).Query)["request"].Single()!;

    private string Callback(Reply sent)
    {
        var request = _gate.Get<AppLoginSeal>().Open(RequestOf(sent))!;
        return $"/.catalyst/callback?code={_gate.Sessions.NewCode(request.NonceHash, Place, () => _gate.Claims())}&state={RequestOf(sent)}";
    }
}
