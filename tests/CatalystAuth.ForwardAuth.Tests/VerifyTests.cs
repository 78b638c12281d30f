using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Questions and answers over a real listener.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("caddy")]
    [InlineData("nginx")]
    public async Task A_good_token_is_let_in_with_every_header_and_none_empty(string flavour)
    {
        var reply = await _gate.AskAsync(_app, "/reports?x=1", _gate.Token(), flavour);

        reply.ShouldBe(200);
        foreach (var name in IdentityHeaders.All)
        {
            reply.Headers[name].ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace(name);
        }

        reply.Headers[IdentityHeaders.UserSub].ShouldBe([_gate.Key.ToString()]);
        reply.Headers[IdentityHeaders.OrgId].ShouldBe([_gate.Org.ToString()]);
        reply.Headers[IdentityHeaders.Scopes].ShouldBe(["app:read"]);
        reply.Headers[IdentityHeaders.UserEmail].ShouldBe(["-"]);
        var decision = await new TokenVerifier(TestGate.Issuer, TestGate.Issuer, TimeSpan.Zero)
            .VerifyDecisionAsync(_gate.Ring, reply.Headers[IdentityHeaders.Decision][0], _app.Id.ToString(), _gate.Time.GetUtcNow());
        decision.ShouldNotBeNull();
        decision.Subject.ShouldBe(_gate.Key.ToString());
        decision.Decision.ShouldBe(reply.Headers[IdentityHeaders.DecisionId][0]);
        decision.Rule.ShouldBe(1);
        (decision.ExpiresAt - decision.IssuedAt).ShouldBe(60);
    }

    [Fact]
    public async Task A_public_path_needs_nobody_and_still_says_so_in_every_header()
    {
        var reply = await _gate.AskAsync(_app, "/public/logo.png");

        reply.ShouldBe(200);
        foreach (var name in IdentityHeaders.All.Except([IdentityHeaders.Decision, IdentityHeaders.DecisionId]))
        {
            reply.Headers[name].ShouldBe(["-"]);
        }
    }

    [Theory]
    [InlineData("/public/../secret")]
    [InlineData("/public/%2e%2e/secret")]
    [InlineData("/public/..%2fsecret")]
    [InlineData("/public%2f..%2fsecret")]
    [InlineData("/public/..;/secret")]
    [InlineData("//secret")]
    [InlineData("/public//../secret")]
    [InlineData("/public/%252e%252e/secret")]
    [InlineData("/PUBLIC/x")]
    public async Task No_spelling_of_a_path_is_let_in_by_the_public_rule_alone(string uri)
    {
        (await _gate.AskAsync(_app, uri)).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(_app, uri, flavour: "nginx")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(_app, uri, _gate.Token())).ShouldBe(200);
        (await _gate.AskAsync(_app, uri, _gate.Token(_gate.Claims("other:scope")))).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    [Theory]
    [InlineData("/public\\..\\secret")]
    [InlineData("/public/%00")]
    [InlineData("/public/#/secret")]
    [InlineData("http://app.localhost/public/x")]
    [InlineData("/public/x, /secret")]
    [InlineData("/public/x,/secret")]
    public async Task A_target_that_is_no_path_is_refused_even_with_a_token(string uri)
    {
        (await _gate.AskAsync(_app, uri, _gate.Token())).ShouldBe(400, DecisionReasons.BadRequest);
        (await _gate.AskAsync(_app, uri, _gate.Token(), "nginx")).ShouldBe(403, DecisionReasons.BadRequest);
    }

    [Fact]
    public async Task Credentials_that_do_not_hold_are_refused_also_where_none_is_needed()
    {
        var good = _gate.Token();
        foreach (var uri in new[] { "/reports", "/public/x" })
        {
            (await _gate.AskAsync(_app, uri, good[..^8] + "AAAAAAAA")).ShouldBe(401, DecisionReasons.InvalidToken);
            (await _gate.AskAsync(_app, uri, "")).ShouldBe(401, DecisionReasons.InvalidToken);
            (await _gate.AskAsync(_app, uri, new string('x', 9000))).ShouldBe(401, DecisionReasons.InvalidToken);
            (await _gate.AskAsync(_app, uri, extra: ("Authorization", "ck_live_something"))).ShouldBe(401, DecisionReasons.KeyMustBeExchanged);
            (await _gate.AskAsync(_app, uri, "ck_live_something")).ShouldBe(401, DecisionReasons.KeyMustBeExchanged);
            (await _gate.AskAsync(_app, uri, extra: ("Authorization", "Basic YTpi"))).ShouldBe(401, DecisionReasons.InvalidToken);
            (await _gate.AskAsync(_app, uri, good, extra: ("Authorization", $"Bearer {good}"))).ShouldBe(401, DecisionReasons.InvalidToken);
            (await _gate.AskAsync(_app, uri, _gate.Token(_gate.Claims() with { Audience = "https://other" }))).ShouldBe(401, DecisionReasons.WrongAudience);
            (await _gate.AskAsync(_app, uri, _gate.Token(_gate.Claims() with { Org = TypeId.New<OrgId>(_gate.Time.GetUtcNow()).ToString() })))
                .ShouldBe(403, DecisionReasons.WrongOrg);
        }
    }

    [Theory]
    [InlineData("GET", null, 200)]
    [InlineData("HEAD", null, 200)]
    [InlineData("OPTIONS", null, 200)]
    [InlineData("POST", null, 403)]
    [InlineData("DELETE", null, 403)]
    [InlineData("POST", "write", 200)]
    [InlineData("POST", "look", 403)]
    public async Task Who_acts_as_another_to_look_only_changes_nothing(string method, string? mode, int status)
    {
        var claims = _gate.Claims() with { Actor = new("user_admin"), ActorMode = mode };
        var (seen, unseen) = (_gate.Token(claims), _gate.Token(claims with { Id = Guid.CreateVersion7(_gate.Time.GetUtcNow()).ToString("N") }));
        var reason = status == 200 ? null : DecisionReasons.ReadOnly;

        // Also where the same rule let them look before, and where nobody has to be known.
        (await _gate.AskAsync(_app, "/reports", seen)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/reports", seen, method: method)).ShouldBe(status, reason);
        (await _gate.AskAsync(_app, "/reports", unseen, method: method)).ShouldBe(status, reason);
        (await _gate.AskAsync(_app, "/public/x", seen, method: method)).ShouldBe(status, reason);
    }

    [Fact]
    public async Task An_app_of_an_organisation_that_is_stopped_lets_nobody_in_until_it_goes_on()
    {
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/public/x")).ShouldBe(200);

        _gate.Revoke(InvalidationKind.OrgStopped, _gate.Org.ToString());

        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(403, DecisionReasons.OrgStopped);
        (await _gate.AskAsync(_app, "/public/x")).ShouldBe(403, DecisionReasons.OrgStopped);
        _gate.Time.Advance(TimeSpan.FromSeconds(1));
        _gate.Revoke(InvalidationKind.OrgResumed, _gate.Org.ToString());
        (await _gate.AskAsync(_app, "/public/x")).ShouldBe(200);
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(401, DecisionReasons.InvalidToken);
        _gate.Time.Advance(TimeSpan.FromSeconds(1));
        (await _gate.AskAsync(_app, "/reports", _gate.Token())).ShouldBe(200);
    }

    [Fact]
    public async Task A_raw_key_is_told_what_to_do()
    {
        var reply = await _gate.AskAsync(_app, "/reports", "ck_live_something");

        reply.Headers["WWW-Authenticate"].Single().ShouldContain("/oauth/token");
        reply.Body.ShouldContain("Exchange it");
    }

    [Fact]
    public async Task The_failed_clause_is_named()
    {
        var reply = await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims("app:write")));

        reply.ShouldBe(403, DecisionReasons.RequirementFailed);
        reply.Body.ShouldContain("\"clause\":\"scope app:read\"");
    }

    [Theory]
    [InlineData("X-Forwarded-Method", "GET")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "app.localhost")]
    [InlineData("X-Forwarded-Uri", "/public/x")]
    [InlineData("X_Forwarded_Uri", "/public/x")]
    [InlineData("X.Forwarded.Uri", "/public/x")]
    [InlineData("x-forwarded_host", "app.localhost")]
    public async Task A_forwarded_header_twice_or_under_another_spelling_is_refused(string name, string value)
    {
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), extra: (name, value))).ShouldBe(400, DecisionReasons.BadRequest);
        (await _gate.AskAsync(_app, "/public/x", flavour: "nginx", extra: (name, value))).ShouldBe(403, DecisionReasons.BadRequest);
    }

    [Theory]
    [InlineData("get", "http", "app.localhost")]
    [InlineData("GET,POST", "http", "app.localhost")]
    [InlineData("", "http", "app.localhost")]
    [InlineData("GET", "ftp", "app.localhost")]
    [InlineData("GET", "http,https", "app.localhost")]
    [InlineData("GET", "http", "app.localhost,evil.example.com")]
    [InlineData("GET", "http", "")]
    public async Task A_forwarded_header_of_another_form_is_refused(string method, string proto, string host) =>
        (await _gate.AskAsync(_app, "/public/x", host: host, method: method, proto: proto)).ShouldBe(400, DecisionReasons.BadRequest);

    [Theory]
    [InlineData("app.localhost:8080", 200)]
    [InlineData("APP.localhost", 200)]
    [InlineData("app.localhost.", 200)]
    [InlineData("app.localhost:80", 200)]
    [InlineData("evil.localhost", 403)]
    [InlineData("app.localhost@evil", 403)]
    [InlineData("app.localhost/x", 403)]
    [InlineData("xapp.localhost", 403)]
    [InlineData("app.localhost:0", 403)]
    public async Task Only_the_hosts_of_the_app_count(string host, int status) =>
        (await _gate.AskAsync(_app, "/public/x", host: host)).ShouldBe(status, status == 200 ? null : DecisionReasons.UnknownApp);

    [Fact]
    public async Task An_app_that_is_not_there_and_a_path_without_a_rule_are_refused()
    {
        var closed = _gate.NewApp(new AppRule("/open/*", new Requirement.Public(), ["GET"]));

        (await _gate.AskAsync(_app with { Id = TypeId.New<AppId>(_gate.Time.GetUtcNow()) }, "/public/x")).ShouldBe(403, DecisionReasons.UnknownApp);
        (await _gate.AskAsync(closed, "/open/x")).ShouldBe(200);
        (await _gate.AskAsync(closed, "/open/x", method: "POST")).ShouldBe(403, DecisionReasons.NoRule);
        (await _gate.AskAsync(closed, "/other", _gate.Token())).ShouldBe(403, DecisionReasons.NoRule);
    }

    [Fact]
    public async Task A_revocation_reaches_a_warm_token_at_once()
    {
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());

        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(401, DecisionReasons.InvalidToken);
        (await _gate.AskAsync(_app, "/public/x", token)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task A_warm_token_ends_with_its_life()
    {
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        _gate.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(31));
        await _gate.RefreshFeedAsync();

        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task A_changed_or_deleted_app_is_asked_anew_also_with_a_warm_token()
    {
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        _gate.Put(_app with { Version = 2, Rules = [new AppRule("/**", new Requirement.Scope("app:admin"))] });
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(_app, "/public/x")).ShouldBe(401, DecisionReasons.Unauthenticated);

        _gate.Remove(_app);
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Fact]
    public async Task A_warm_answer_is_the_same_decision_until_half_of_its_life()
    {
        var token = _gate.Token();
        var first = (await _gate.AskAsync(_app, "/reports", token)).Headers[IdentityHeaders.DecisionId][0];
        (await _gate.AskAsync(_app, "/other", token)).Headers[IdentityHeaders.DecisionId][0].ShouldBe(first);

        _gate.Time.Advance(TimeSpan.FromSeconds(30));
        await _gate.RefreshFeedAsync();

        (await _gate.AskAsync(_app, "/reports", token)).Headers[IdentityHeaders.DecisionId][0].ShouldNotBe(first);
    }

    [Theory]
    [InlineData("caddy", 503)]
    [InlineData("nginx", 403)]
    public async Task Who_lost_the_revocations_denies_everything(string flavour, int status)
    {
        var token = _gate.Token();
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        _gate.Time.Advance(TimeSpan.FromSeconds(6));

        (await _gate.AskAsync(_app, "/reports", token, flavour)).ShouldBe(status, DecisionReasons.Unavailable);
        (await _gate.AskAsync(_app, "/public/x", flavour: flavour)).ShouldBe(status, DecisionReasons.Unavailable);
    }

    [Fact]
    public async Task An_address_counts_for_each_request_anew()
    {
        var app = _gate.NewApp(new AppRule("/**", new Requirement.All([new Requirement.Scope("app:read"), new Requirement.Ip("10.0.0.0/8")])));
        var token = _gate.Token();

        (await _gate.AskAsync(app, "/x", token, extra: ("X-Forwarded-For", "10.1.1.1"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/x", token, extra: ("X-Forwarded-For", "192.0.2.1"))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x", token, extra: ("X-Forwarded-For", "10.1.1.1, 192.0.2.1"))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x", token, extra: ("X-Forwarded-For", "192.0.2.1, 10.1.1.1"))).ShouldBe(200);
    }

    [Fact]
    public async Task What_does_not_fit_in_the_headers_is_refused_and_never_cut()
    {
        var scope = "app:read " + string.Join(' ', Enumerable.Range(0, 60).Select(i => $"resource{i}:with-a-long-action-{i}"));

        var reply = await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims(scope) with { Roles = ["owner"] }));

        ((int)reply.Status).ShouldBe(403);
        reply.Code.ShouldBeOneOf(DecisionReasons.IdentityTooLarge, DecisionReasons.RequirementFailed);
    }

    [Fact]
    public async Task A_value_that_a_header_or_a_proxy_could_misread_is_encoded()
    {
        var reply = await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims() with { Email = "{env.SECRET}%é@example.com" }));

        reply.Headers[IdentityHeaders.UserEmail].ShouldBe(["%7Benv.SECRET%7D%25%C3%A9@example.com"]);
    }

    [Fact]
    public async Task Denials_are_recorded_each_and_allows_once_a_minting_without_the_query()
    {
        var token = _gate.Token();
        await _gate.AskAsync(_app, "/reports?secret=1", token);
        await _gate.AskAsync(_app, "/reports?secret=2", token);
        var denied = await _gate.AskAsync(_app, "/reports?secret=3");
        await _gate.AskAsync(_app, "/a%00?secret=4");

        // Stopping writes what is left.
        var (decisions, subject) = (_gate.Decisions, _gate.Key.ToString());
        await _gate.DisposeAsync();
        _gate = await TestGate.StartAsync();

        decisions.Select(decision => decision.Reason)
            .ShouldBe([DecisionReasons.Allowed, DecisionReasons.Unauthenticated, DecisionReasons.BadRequest]);
        decisions.ShouldAllBe(decision => !decision.Path.Contains("secret"));
        denied.Body.ShouldContain(decisions[1].Id.ToString());
        decisions[0].Subject.ShouldBe(subject);
    }
}
