using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What rules and engines say is what a listener answers, warm or cold.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private static readonly Requirement Read = new Requirement.Scope("app:read");

    private TestGate _gate = null!;

    public async ValueTask InitializeAsync() => _gate = await TestGate.StartAsync();

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task A_warm_answer_does_not_outlive_the_window_that_it_was_given_in()
    {
        var now = _gate.Time.GetUtcNow();
        var app = _gate.NewApp(new AppRule("/**", new Requirement.All([Read, new Requirement.Time(new() { NotAfter = now.AddSeconds(4) })])));
        var token = _gate.Token();
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(200);

        await AdvanceAsync(TimeSpan.FromSeconds(3));
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(200);
        await AdvanceAsync(TimeSpan.FromSeconds(1));

        (await _gate.AskAsync(app, "/x", token)).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x", token, "nginx")).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    [Fact]
    public async Task A_warm_answer_does_not_outlive_the_second_factor_that_it_was_given_for()
    {
        var now = _gate.Time.GetUtcNow();
        var app = _gate.NewApp(new AppRule("/**", new Requirement.Mfa(10)));
        var token = _gate.Token(_gate.Claims() with { Amr = ["pwd", "mfa"], AuthTime = now.ToUnixTimeSeconds() - 6 });
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(200);

        await AdvanceAsync(TimeSpan.FromSeconds(5));

        (await _gate.AskAsync(app, "/x", token)).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    [Theory]
    [InlineData("//secret")]
    [InlineData("/secret;x")]
    [InlineData("/secret/.")]
    [InlineData("/public/../secret")]
    [InlineData("/public/..%2fsecret")]
    [InlineData("/PUBLIC/x")]
    [InlineData("/health/")]
    public async Task That_no_rule_matches_refuses_however_a_path_is_read(string uri)
    {
        var app = _gate.NewApp(
            new AppRule("/health", new Requirement.Public()), new AppRule("/public/**", new Requirement.Public()), new AppRule("/app/**", Read));
        (await _gate.AskAsync(app, "/public/x")).ShouldBe(200);

        (await _gate.AskAsync(app, uri)).ShouldBe(403, DecisionReasons.NoRule);
        (await _gate.AskAsync(app, uri, _gate.Token())).ShouldBe(403, DecisionReasons.NoRule);
    }

    [Theory]
    [InlineData("//admin")]
    [InlineData("/admin;x")]
    [InlineData("/Read/x")]
    public async Task It_does_so_by_the_method_too(string uri)
    {
        var app = _gate.NewApp(new AppRule("/read/**", new Requirement.Public()), new AppRule("/**", new Requirement.Public(), ["GET", "HEAD"]));

        (await _gate.AskAsync(app, uri)).ShouldBe(200);
        (await _gate.AskAsync(app, uri, method: "POST")).ShouldBe(403, DecisionReasons.NoRule);
    }

    [Fact]
    public async Task A_window_is_nothing_that_everybody_gets_in_by()
    {
        var app = _gate.NewApp(new AppRule("/**", new Requirement.Time(new() { NotAfter = _gate.Time.GetUtcNow().AddYears(1) })));

        (await _gate.AskAsync(app, "/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(app, "/x", _gate.Token())).ShouldBe(200);
    }

    [Fact]
    public async Task What_refuses_wins_warm_and_cold_also_when_it_is_not_known()
    {
        var app = _gate.NewApp(new AppRule("/**", Read, null, new Requirement.Any([new Requirement.Label("blocked"), new Requirement.Plan("free")])));
        var paying = _gate.Claims() with { Plan = "pro" };

        (await _gate.AskAsync(app, "/x", _gate.Token(paying))).ShouldBe(200);
        (await _gate.AskAsync(app, "/x", _gate.Token(paying with { Labels = ["blocked:fraud"] }))).ShouldBe(403, DecisionReasons.Denied);
        var unknown = await _gate.AskAsync(app, "/x", _gate.Token(paying with { Plan = null }));
        unknown.ShouldBe(403, DecisionReasons.Denied);
        unknown.Body.ShouldContain("plan free");
        (await _gate.AskAsync(app, "/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
    }

    [Fact]
    public async Task What_refuses_counts_for_nobody_in_particular_too()
    {
        var app = _gate.NewApp(
            new AppRule("/net/**", new Requirement.Public(), null, new Requirement.Ip("192.0.2.0/24")),
            new AppRule("/who/**", new Requirement.Public(), null, new Requirement.Label("blocked")));

        (await _gate.AskAsync(app, "/net/x", extra: ("X-Forwarded-For", "10.0.0.1"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/net/x", extra: ("X-Forwarded-For", "192.0.2.7"))).ShouldBe(403, DecisionReasons.Denied);
        (await _gate.AskAsync(app, "/net/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(app, "/net/x", extra: ("X-Forwarded-For", "10.0.0.1"))).ShouldBe(200);

        // Nobody in particular is not known to lack the label.
        (await _gate.AskAsync(app, "/who/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(app, "/who/x", _gate.Token())).ShouldBe(200);
        (await _gate.AskAsync(app, "/who/x", _gate.Token(_gate.Claims() with { Labels = ["blocked"] }))).ShouldBe(403, DecisionReasons.Denied);
    }

    [Fact]
    public async Task A_path_that_can_be_read_in_two_ways_meets_every_refusal()
    {
        var app = _gate.NewApp(
            new AppRule("/open/**", new Requirement.Public()),
            new AppRule("/**", new Requirement.Public(), null, new Requirement.Label("blocked")));
        var blocked = _gate.Token(_gate.Claims() with { Labels = ["blocked"] });

        (await _gate.AskAsync(app, "/open/x", blocked)).ShouldBe(200);
        (await _gate.AskAsync(app, "/open/%2e%2e/x", blocked)).ShouldBe(403, DecisionReasons.Denied);
        (await _gate.AskAsync(app, "/OPEN/x", blocked)).ShouldBe(403, DecisionReasons.Denied);
    }

    [Fact]
    public async Task An_engine_is_asked_for_each_request_and_can_only_refuse_more()
    {
        var app = WithEngine(new AppRule("/open/**", new Requirement.Public()), new AppRule("/**", Read));
        var token = _gate.Token();

        (await _gate.AskAsync(app, "/x?q=1", token, method: "POST", extra: ("X-Forwarded-For", "10.0.0.1"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/y", token)).ShouldBe(200);
        (await _gate.AskAsync(app, "/open/z")).ShouldBe(200);

        _gate.Engine.Asked.Count.ShouldBe(3);
        var asked = _gate.Engine.Asked[0];
        asked.Request.ShouldBe(new("POST", "app.localhost", "/x"));
        asked.Context.ClientAddress!.ToString().ShouldBe("10.0.0.1");
        asked.SubjectId.ShouldBe(_gate.Key.ToString());
        asked.Credential.ShouldNotBeNullOrEmpty();
        _gate.Engine.Asked[2].SubjectId.ShouldBeNull();

        // Warm by now, and refused all the same.
        _gate.Engine.Answer = _ => new(PolicyOutcome.EngineRefused, "test too late");
        var refused = await _gate.AskAsync(app, "/x", token);
        refused.ShouldBe(403, DecisionReasons.EngineRefused);
        refused.Body.ShouldContain("too late");
        (await _gate.AskAsync(app, "/open/z")).ShouldBe(403, DecisionReasons.EngineRefused);

        _gate.Engine.Answer = _ => new(PolicyOutcome.EngineFailed, "test timeout");
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(503, DecisionReasons.EngineFailed);
        (await _gate.AskAsync(app, "/x", token, "nginx")).ShouldBe(403, DecisionReasons.EngineFailed);
        _gate.Engine.Answer = _ => throw new InvalidOperationException("broken");
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(503, DecisionReasons.Unavailable);

        _gate.Engine.Answer = _ => PolicyVerdict.Allowed;
        var count = _gate.Engine.Asked.Count;
        (await _gate.AskAsync(app, "/x", _gate.Token(_gate.Claims("other:read")))).ShouldBe(403, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(app, "/x")).ShouldBe(401, DecisionReasons.Unauthenticated);
        _gate.Engine.Asked.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("/x/..%2Fadmin/users")]
    [InlineData("/x/../admin/users")]
    [InlineData("/x/%2e%2e/admin/users")]
    [InlineData("//admin/users")]
    [InlineData("/x;/../admin/users")]
    [InlineData("/x%5c..%5cadmin/users")]
    [InlineData("/OPEN/../admin/users")]
    [InlineData("/Open/x")]
    public async Task An_engine_is_not_asked_about_a_path_that_can_be_read_in_two_ways(string uri)
    {
        var app = WithEngine(new AppRule("/open/**", new Requirement.Public()), new AppRule("/**", Read));
        _gate.Engine.Answer = asked => asked.Request.Path.StartsWith("/admin", StringComparison.Ordinal) ? new(PolicyOutcome.EngineRefused, "admins") : PolicyVerdict.Allowed;
        var token = _gate.Token();
        (await _gate.AskAsync(app, "/admin/users", token)).ShouldBe(403, DecisionReasons.EngineRefused);
        (await _gate.AskAsync(app, "/x/users", token)).ShouldBe(200);

        (await _gate.AskAsync(app, uri, token)).ShouldBe(403, DecisionReasons.NoRule);

        _gate.Engine.Asked.Count.ShouldBe(2);
        _gate.Put(app with { Engine = PolicyEngineNames.Local, Version = 3 });
        (await _gate.AskAsync(app, uri, token)).ShouldBe(200);
    }

    [Fact]
    public async Task A_revocation_ends_what_an_engine_allowed()
    {
        var app = WithEngine(new AppRule("/**", Read));
        var token = _gate.Token();
        (await _gate.AskAsync(app, "/x", token)).ShouldBe(200);

        _gate.Revoke(InvalidationKind.Key, _gate.Key.ToString());

        (await _gate.AskAsync(app, "/x", token)).ShouldBe(401, DecisionReasons.InvalidToken);
    }

    [Fact]
    public async Task An_engine_that_is_not_here_lets_nobody_in()
    {
        var app = WithEngine(new AppRule("/open/**", new Requirement.Public()), new AppRule("/**", Read)) with { Engine = "gone" };
        _gate.Put(app);

        (await _gate.AskAsync(app, "/x", _gate.Token())).ShouldBe(503, DecisionReasons.EngineFailed);
        (await _gate.AskAsync(app, "/open/x")).ShouldBe(503, DecisionReasons.EngineFailed);
    }

    [Fact]
    public async Task A_decision_keeps_what_it_was_based_on()
    {
        var app = _gate.NewApp(new AppRule("/**", new Requirement.All([Read, new Requirement.Ip("10.0.0.0/8")]), null, new Requirement.Label("blocked")));
        var claims = _gate.Claims();

        var allowed = await _gate.AskAsync(app, "/x", _gate.Token(claims), extra: ("X-Forwarded-For", "10.1.2.3"));
        var denied = await _gate.AskAsync(app, "/x", _gate.Token(claims with { Scope = "other:read" }), extra: ("X-Forwarded-For", "2001:db8:1:2::7"));
        var nobody = await _gate.AskAsync(app, "/x");

        var basis = (await RecordedAsync(allowed)).Basis.ShouldNotBeNull();
        basis.PolicyVersion.ShouldBe(1);
        basis.Engine.ShouldBe("local");
        basis.RulePath.ShouldBe("/**");
        basis.TokenId.ShouldBe(claims.Id);
        basis.Key.ShouldBe(claims.Key);
        basis.ClientNetwork.ShouldBe("10.1.2.0/24");
        basis.Amr.ShouldBeNull();
        basis.Deny.ShouldBe(new ClauseVerdict("label", "blocked", Holding.No));
        basis.Require!.Parts!.ShouldBe([new("scope", "app:read", Holding.Yes), new("ip", "10.0.0.0/8", Holding.Yes)]);

        basis = (await RecordedAsync(denied)).Basis.ShouldNotBeNull();
        basis.ClientNetwork.ShouldBe("2001:db8:1::/48");
        basis.Require!.Verdict.ShouldBe(Holding.No);
        basis.Require.Parts!.ShouldBe([new("scope", "app:read", Holding.No), new("ip", "10.0.0.0/8", Holding.No)]);
        (await RecordedAsync(nobody)).Basis.ShouldBe(new(1, "local") { RulePath = "/**" });
    }

    [Fact]
    public async Task What_was_refused_before_the_rule_was_asked_says_which_rule_and_token_it_was()
    {
        var app = _gate.NewApp(new AppRule("/**", Read));
        var (claims, elsewhere) = (_gate.Claims(), TypeId.New<OrgId>(_gate.Time.GetUtcNow()).ToString());
        foreach (var (token, reason) in new[]
        {
            (claims with { Audience = "https://other.example" }, DecisionReasons.WrongAudience), (claims with { Org = elsewhere }, DecisionReasons.WrongOrg),
            (claims with { Actor = new("user_01h455vb4pex5vsknk084sn02q") }, DecisionReasons.ReadOnly),
        })
        {
            var own = token with { Id = Guid.CreateVersion7(_gate.Time.GetUtcNow()).ToString("N") };

            var recorded = await RecordedAsync(await _gate.AskAsync(app, "/x", _gate.Token(own), method: "POST"));

            (recorded.Reason, recorded.Rule).ShouldBe((reason, 0));
            recorded.Basis.ShouldBe(new(1, "local") { RulePath = "/**", TokenId = own.Id, Key = own.Key });
        }

        (await RecordedAsync(await _gate.AskAsync(app, "/x", "x"))).Basis.ShouldBe(new(1, "local") { RulePath = "/**" });
        (await RecordedAsync(await _gate.AskAsync(app, "/x", host: "other.localhost"))).Basis.ShouldBeNull();
    }

    [Fact]
    public async Task Of_what_another_engine_decided_all_that_it_was_given_is_kept()
    {
        var app = WithEngine(new AppRule("/**", Read));
        var claims = _gate.Claims() with { Amr = ["pwd", "mfa"], AuthTime = _gate.Time.GetUtcNow().ToUnixTimeSeconds() };

        var basis = (await RecordedAsync(await _gate.AskAsync(app, "/x", _gate.Token(claims), extra: ("X-Forwarded-For", "10.1.2.3")))).Basis.ShouldNotBeNull();

        basis.Amr.ShouldBe(["pwd", "mfa"]);
        basis.AuthenticatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(claims.AuthTime!.Value));
        basis.ClientNetwork.ShouldBe("10.1.2.0/24");
    }

    [Fact]
    public async Task A_path_that_is_cut_stays_a_text()
    {
        var denied = await RecordedAsync(await _gate.AskAsync(_gate.NewApp(), $"/{new string('x', 1022)}\U0001F600"));

        denied.Path.Length.ShouldBe(1023);
        char.IsSurrogate(denied.Path[^1]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_decision_keeps_is_bounded()
    {
        var many = new Requirement.Any([.. Enumerable.Range(0, 49).Select(n => new Requirement.Group(new string('x', 120) + n))]);
        var app = _gate.NewApp(new AppRule("/**", new Requirement.All([many, many])));

        var denied = await _gate.AskAsync(app, "/x", _gate.Token());

        var decision = await RecordedAsync(denied);
        decision.Clause!.Length.ShouldBe(500);
        decision.Basis!.Shortened.ShouldBeTrue();
        Count(decision.Basis.Require!).ShouldBe(50);

        static int Count(ClauseVerdict verdict) => 1 + (verdict.Parts?.Sum(Count) ?? 0);
    }

    private App WithEngine(params AppRule[] rules)
    {
        var app = _gate.NewApp(rules) with { Engine = "test", Version = 2 };
        _gate.Put(app);
        return app;
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        _gate.Time.Advance(by);
        await _gate.RefreshFeedAsync();
    }

    private Task<Decision> RecordedAsync(Reply reply) => _gate.RecordedAsync(DecisionId.Parse(
        reply.Headers.TryGetValue(IdentityHeaders.DecisionId, out var header)
            ? header[0]
            : JsonNode.Parse(reply.Body)!["decisionId"]!.GetValue<string>(),
        null));
}
