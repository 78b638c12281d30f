using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Rules that ask for a second factor that was used lately, and who could use one now.</summary>
public sealed class StepUpTests : IAsyncLifetime
{
    private const string AppCookie = "__Host-catalyst_app";
    private const string DecisionCookie = "__Host-catalyst_decision";
    private const string LoginCookie = "__Host-catalyst_login";
    private const string Challenge = "Bearer realm=\"catalyst\", error=\"insufficient_user_authentication\", error_description=\"a second factor is needed, or a newer use of it\", acr_values=\"aal2\"";

    private TestGate _gate = null!;
    private App _app = null!;
    private AccessToken _session = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp(
            new AppRule("/safe/**", new Requirement.All([new Requirement.Scope("app:read"), new Requirement.Mfa(600)])),
            new AppRule("/any/**", new Requirement.Mfa(null)),
            new AppRule("/either/**", new Requirement.Any([new Requirement.Role("owner"), new Requirement.Mfa(300), new Requirement.Mfa(60)])),
            new AppRule("/deny/**", new Requirement.Public(), Deny: new Requirement.Not(new Requirement.Mfa(900))),
            new AppRule("/owner/**", new Requirement.All([new Requirement.Mfa(600), new Requirement.Role("owner")])),
            new AppRule("/not/**", new Requirement.All([new Requirement.Not(new Requirement.Mfa(null)), new Requirement.Scope("x")])),
            new AppRule("/**", new Requirement.Scope("app:read")));
        _session = User("pwd");
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("/safe/x", ", max_age=\"600\"", "mfa within 600 s")]
    [InlineData("/any/x", "", "mfa")]
    [InlineData("/either/x", ", max_age=\"60\"", "any of (role owner, mfa within 300 s, mfa within 60 s)")]
    [InlineData("/deny/x", ", max_age=\"900\"", "not mfa within 900 s")]
    public async Task Programs_are_told_401_and_what_is_needed(string path, string maxAge, string clause)
    {
        foreach (var reply in (Reply[])[await _gate.AskAsync(_app, path, _gate.Token(_session)), await FetchAsync(path, Cookie())])
        {
            reply.ShouldBe(401, DecisionReasons.StepUpRequired);
            reply.Headers["WWW-Authenticate"].ShouldBe([Challenge + maxAge]);
            reply.Body.ShouldContain($"\"clause\":\"{clause}\"");
            (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
            reply.Headers.ShouldNotContainKey(IdentityHeaders.UserSub);
        }
    }

    [Theory]
    [InlineData("/owner/x")]
    [InlineData("/not/x")]
    public async Task Where_something_else_is_missing_too_it_is_403_and_nobody_is_sent(string path)
    {
        (await _gate.AskAsync(_app, path, _gate.Token(_session))).ShouldBe(403, DecisionReasons.RequirementFailed);
        var reply = await NavigateAsync(path, Cookie());
        reply.ShouldBe(403, DecisionReasons.RequirementFailed);
        reply.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Who_can_not_prove_is_not_asked_to()
    {
        var (key, acting) = (_gate.Claims(), _session with { Actor = new("user_01h455vb4pex5vsknk084sn02q"), ActorMode = "write" });
        var early = User("pwd", "mfa") with { AuthTime = _gate.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() };

        foreach (var claims in (AccessToken[])[key, key with { Amr = ["pwd"], AuthTime = 1 }, acting, early])
        {
            (await _gate.AskAsync(_app, "/safe/x", _gate.Token(claims with { Id = Guid.CreateVersion7(_gate.Time.GetUtcNow()).ToString("N") })))
                .ShouldBe(403, DecisionReasons.RequirementFailed);
        }

        (await _gate.AskAsync(_app, "/any/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
    }

    [Fact]
    public async Task A_bearer_token_that_navigates_is_told_and_not_sent()
    {
        var reply = await _gate.AskAsync(_app, "/safe/x", _gate.Token(_session), extra: [("Accept", "text/html"), ("Cookie", Cookie())]);

        reply.ShouldBe(401, DecisionReasons.StepUpRequired);
        reply.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("traefik", 302)]
    [InlineData("caddy", 302)]
    [InlineData("haproxy", 302)]
    [InlineData("nginx", 401)]
    public async Task A_browser_is_sent_to_prove_comes_back_with_it_and_is_in(string flavour, int status)
    {
        var cookie = Cookie();
        (await NavigateAsync("/x", cookie, flavour)).ShouldBe(200);

        var sent = await NavigateAsync("/safe/x?y=1", cookie, flavour);
        sent.ShouldBe(status);

        // What it may without that, it still may.
        sent.Cookies.ShouldHaveSingleItem().ShouldStartWith($"{LoginCookie}=");
        var request = Opened(sent);
        request.Proof.ShouldBe(new ProofDemand(600, _session.AuthTime, WasByTwo: false));
        (request.Target, request.Round).ShouldBe(("http://app.localhost/safe/x?y=1", 0));
        (await NavigateAsync("/x", cookie, flavour)).ShouldBe(200);

        // As the portal does once the user has proven it.
        _session = User("pwd", "otp", "mfa");
        var login = $"{LoginCookie}={sent.Cookie(LoginCookie)}";
        var back = await NavigateAsync(Callback(sent), login, flavour);
        cookie = $"{AppCookie}={back.Cookie(AppCookie)}";
        var landed = await NavigateAsync(Local(back), $"{cookie}; {login}", flavour);
        landed.Location.ShouldBe("http://app.localhost/safe/x?y=1");
        (await NavigateAsync("/safe/x?y=1", $"{cookie}; {DecisionCookie}={landed.Cookie(DecisionCookie)}", flavour)).ShouldBe(200);
    }

    [Fact]
    public async Task A_proof_that_grew_old_is_asked_for_again_and_has_to_be_another()
    {
        _session = User("pwd", "mfa");
        var (first, cookie) = (_session.AuthTime, Cookie());
        (await NavigateAsync("/safe/x", cookie)).ShouldBe(200);

        await AdvanceAsync(TimeSpan.FromSeconds(601));
        var sent = await NavigateAsync("/safe/x", cookie);

        sent.ShouldBe(302);
        Opened(sent).Proof.ShouldBe(new ProofDemand(600, first, WasByTwo: true));
        (await FetchAsync("/safe/x", cookie)).ShouldBe(401, DecisionReasons.StepUpRequired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_comes_back_without_it_ends_at_a_page_that_says_why(bool wasByTwo)
    {
        _session = wasByTwo ? User("pwd", "mfa") : _session;
        var cookie = Cookie();
        await AdvanceAsync(TimeSpan.FromSeconds(601));
        var sent = await NavigateAsync("/safe/x", cookie);

        // Somebody has a code of the same session, which has proven nothing since.
        var login = $"{LoginCookie}={sent.Cookie(LoginCookie)}";
        var back = await NavigateAsync(Callback(sent), login);
        var landed = await NavigateAsync(Local(back), $"{AppCookie}={back.Cookie(AppCookie)}; {login}");

        landed.ShouldBe(403);
        landed.Body.ShouldContain("second factor");
        landed.Location.ShouldBeNull();
        landed.Cookie(DecisionCookie).ShouldBeNull();
    }

    [Fact]
    public async Task What_has_to_be_proven_is_kept_over_rounds_in_vain_which_are_three_at_most()
    {
        var sent = await NavigateAsync("/safe/x", Cookie());
        for (var round = 1; round < 3; round++)
        {
            sent = await NavigateAsync(Callback(sent));
            (Opened(sent).Round, Opened(sent).Proof).ShouldBe((round, new ProofDemand(600, _session.AuthTime, WasByTwo: false)));
        }

        (await NavigateAsync(Callback(sent))).ShouldBe(403);
    }

    [Fact]
    public async Task A_decision_cookie_from_before_the_proof_does_not_send_it_away_again()
    {
        var before = await NavigateAsync("/x", Cookie(), "traefik");
        var stale = before.Cookie(DecisionCookie).ShouldNotBeNull();
        _session = User("pwd", "otp", "mfa");

        (await NavigateAsync("/safe/x", $"{Cookie()}; {DecisionCookie}={stale}", "traefik")).ShouldBe(200);
    }

    [Fact]
    public async Task By_plain_http_nobody_is_sent_to_prove()
    {
        var app = _app with { Hosts = ["app.example.com"], Version = 2 };
        _gate.Put(app);
        var cookie = $"{AppCookie}={_gate.Sessions.Begin(new(app.Id, _gate.Org, "app.example.com", null), () => _session)}";

        var reply = await _gate.AskAsync(app, "/safe/x", host: "app.example.com", extra: [("Cookie", cookie), ("Sec-Fetch-Mode", "navigate")]);

        reply.ShouldBe(403);
        (reply.Location, reply.Body.Contains("https", StringComparison.Ordinal)).ShouldBe((null, true));
    }

    [Fact]
    public async Task An_app_that_refuses_browsers_and_its_api_paths_tell_401()
    {
        _gate.Put(_app with { ApiPathPrefixes = ["/safe"], Version = 2 });
        (await NavigateAsync("/safe/x", Cookie())).ShouldBe(401, DecisionReasons.StepUpRequired);
        _gate.Put(_app with { Unauthenticated = UnauthenticatedAnswers.Refuse, Version = 3 });
        (await NavigateAsync("/any/x", Cookie())).ShouldBe(401, DecisionReasons.StepUpRequired);
    }

    private AccessToken User(params string[] amr)
    {
        var claims = _gate.Claims();
        return claims with
        {
            Subject = "user_01h455vb4pex5vsknk084sn02q",
            Key = null,
            SessionId = "ses_01h455vb4pex5vsknk084sn02q",
            Amr = amr,
            AuthTime = claims.IssuedAt,
            ExpiresAt = claims.IssuedAt + 3600,
        };
    }

    private string Cookie() => $"{AppCookie}={_gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _session)}";

    private Task<Reply> FetchAsync(string uri, string cookie) => _gate.AskAsync(_app, uri, extra: [("Sec-Fetch-Mode", "cors"), ("Cookie", cookie)]);

    private Task<Reply> NavigateAsync(string uri, string? cookie = null, string flavour = "caddy") => _gate.AskAsync(
        _app, uri, flavour: flavour, extra: [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), .. cookie is null ? Array.Empty<(string, string)>() : [("Cookie", cookie)]]);

    private async Task AdvanceAsync(TimeSpan time)
    {
        _gate.Time.Advance(time);
        await _gate.RefreshFeedAsync();
    }

    private AppLoginRequest Opened(Reply reply) => _gate.Get<AppLoginSeal>().Open(RequestOf(reply)).ShouldNotBeNull();

    private static string RequestOf(Reply reply) => QueryHelpers.ParseQuery(new Uri(reply.Location!).Query)["request"].Single()!;

    private static string Local(Reply reply) => reply.Location!["http://app.localhost".Length..];

    private string Callback(Reply sent)
    {
        var code = _gate.Sessions.NewCode(Opened(sent).NonceHash, new(_app.Id, _gate.Org, "app.localhost", null), () => _session);
        return $"/.catalyst/callback?code={code}&state={RequestOf(sent)}";
    }
}
