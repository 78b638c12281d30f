using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>CORS preflights (Fetch §3.2.2), which carry no credential: what passes as one, and what does not.</summary>
public sealed class PreflightTests : IAsyncLifetime
{
    private const string OfPages = "http://pages.example";

    private static readonly (string Name, string Value) Origin = ("Origin", OfPages);
    private static readonly (string Name, string Value) ForGet = ("Access-Control-Request-Method", "GET");

    private TestGate _gate = null!;

    public async ValueTask InitializeAsync() => _gate = await TestGate.StartAsync();

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("/reports", 401, DecisionReasons.Unauthenticated)]
    [InlineData("/public/x", 200, DecisionReasons.Public)]
    public async Task Usually_they_are_decided_as_any_request_without_a_credential(string uri, int status, string reason)
    {
        var reply = await AskAsync(_gate.NewApp(), uri, Origin, ForGet);

        reply.ShouldBe(status, status == 200 ? null : reason);
        (await ReasonOfAsync(reply)).ShouldBe(reason);
    }

    [Fact]
    public async Task Usually_one_with_a_credential_is_decided_by_that()
    {
        var reply = await _gate.AskAsync(_gate.NewApp(), "/reports", _gate.Token(), method: "OPTIONS", extra: [Origin, ForGet]);

        reply.ShouldBe(200);
        (await ReasonOfAsync(reply)).ShouldBe(DecisionReasons.Allowed);
    }

    [Theory]
    [InlineData("traefik")]
    [InlineData("caddy")]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task Where_they_pass_they_do_as_nobodys(string flavour)
    {
        var reply = await _gate.AskAsync(NewApp(), "/reports", flavour: flavour, method: "OPTIONS", extra: [Origin, ForGet, ("X-User-Sub", "user_1")]);

        reply.ShouldBe(200);
        (await ReasonOfAsync(reply)).ShouldBe(DecisionReasons.Preflight);
        reply.Cookies.ShouldBeEmpty();
        foreach (var name in IdentityHeaders.All.Except([IdentityHeaders.DecisionId, IdentityHeaders.Decision]))
        {
            reply.Headers[name].ShouldBe([IdentityHeaders.Absent]);
        }
    }

    [Theory]
    [InlineData("a cookie", DecisionReasons.Unauthenticated)]
    [InlineData("a cookie of ours", DecisionReasons.InvalidToken)]
    [InlineData("a credential", DecisionReasons.InvalidToken)]
    [InlineData("no origin", DecisionReasons.Unauthenticated)]
    [InlineData("two origins", DecisionReasons.Unauthenticated)]
    [InlineData("no method", DecisionReasons.Unauthenticated)]
    [InlineData("two methods", DecisionReasons.Unauthenticated)]
    [InlineData("nothing", DecisionReasons.Unauthenticated)]
    public async Task What_a_browser_would_not_send_so_is_none(string what, string reason)
    {
        (string, string)[] sent = what switch
        {
            "a cookie" => [Origin, ForGet, ("Cookie", "a=b")],
            "a cookie of ours" => [Origin, ForGet, ("Cookie", $"__Host-catalyst_app={new string('A', 43)}")],
            "a credential" => [Origin, ForGet, ("Authorization", "Basic eDp5")],
            "no origin" => [ForGet],
            "two origins" => [Origin, Origin, ForGet],
            "no method" => [Origin],
            "two methods" => [Origin, ForGet, ForGet],
            _ => [],
        };

        (await AskAsync(NewApp(), "/reports", sent)).ShouldBe(401, reason);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task Nor_is_another_method(string method) =>
        (await _gate.AskAsync(NewApp(), "/reports", method: method, extra: [Origin, ForGet])).ShouldBe(401, DecisionReasons.Unauthenticated);

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("DELETE", 403)]
    [InlineData("get", 403)]
    [InlineData("", 403)]
    public async Task One_for_a_method_without_a_rule_does_not_pass(string method, int status)
    {
        var app = NewApp(new AppRule("/**", new Requirement.Scope("app:read"), ["GET"]), new AppRule("/**", new Requirement.Public(), ["OPTIONS"]));

        var reply = await AskAsync(app, "/reports", Origin, ("Access-Control-Request-Method", method));

        reply.ShouldBe(status, status == 200 ? null : DecisionReasons.NoRule);
    }

    [Theory]
    [InlineData("203.0.113.7", 403)]
    [InlineData("198.51.100.7", 200)]
    [InlineData("nowhere", 200)]
    public async Task What_a_rule_denies_for_sure_does_not_pass(string address, int status)
    {
        var app = NewApp(new AppRule("/**", new Requirement.Scope("app:read"), Deny: new Requirement.Ip("203.0.113.0/24")));

        // Also behind one that passed.
        (await AskAsync(app, "/reports", Origin, ForGet, ("X-Forwarded-For", "198.51.100.8"))).ShouldBe(200);
        var reply = await AskAsync(app, "/reports", Origin, ForGet, ("X-Forwarded-For", address));

        reply.ShouldBe(status, status == 200 ? null : DecisionReasons.Denied);
    }

    [Fact]
    public async Task An_engine_is_not_asked()
    {
        var app = NewApp() with { Engine = "test", Version = 3 };
        _gate.Put(app);
        _gate.Engine.Answer = _ => throw new InvalidOperationException("asked");

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var reply = await AskAsync(app, "/reports", Origin, ForGet);
            reply.ShouldBe(200);
            (await ReasonOfAsync(reply)).ShouldBe(DecisionReasons.Preflight);
        }

        _gate.Engine.Asked.ShouldBeEmpty();
        (await _gate.AskAsync(app, "/reports", _gate.Token())).ShouldBe(503, DecisionReasons.Unavailable);
    }

    [Fact]
    public async Task The_answer_that_is_kept_for_them_is_given_to_nobody_else()
    {
        var app = NewApp();
        var first = await AskAsync(app, "/reports", Origin, ForGet);
        IdOf(await AskAsync(app, "/reports", Origin, ForGet)).ShouldBe(IdOf(first));

        (await _gate.AskAsync(app, "/reports")).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(app, "/reports", extra: [Origin, ForGet])).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await AskAsync(app, "/reports", Origin)).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await AskAsync(app, "/reports", Origin, ForGet, ("Cookie", "a=b"))).ShouldBe(401, DecisionReasons.Unauthenticated);
        var known = await _gate.AskAsync(app, "/reports", _gate.Token());
        (known.Headers[IdentityHeaders.UserSub][0], IdOf(known) == IdOf(first)).ShouldBe((_gate.Key.ToString(), false));

        // Nor is that of a page for everybody given to them, or theirs to it.
        var asked = await AskAsync(app, "/public/x", Origin, ForGet);
        var read = await _gate.AskAsync(app, "/public/x");
        (await ReasonOfAsync(asked), await ReasonOfAsync(read)).ShouldBe((DecisionReasons.Preflight, DecisionReasons.Public));
    }

    private App NewApp(params AppRule[] rules)
    {
        var app = _gate.NewApp(rules) with { Preflight = PreflightAnswers.Pass, Version = 2 };
        _gate.Put(app);
        return app;
    }

    private Task<Reply> AskAsync(App app, string uri, params (string Name, string Value)[] headers) =>
        _gate.AskAsync(app, uri, method: "OPTIONS", extra: headers);

    private async Task<string> ReasonOfAsync(Reply reply) => (await _gate.RecordedAsync(IdOf(reply))).Reason;

    private static DecisionId IdOf(Reply reply) => DecisionId.Parse(
        reply.Headers.TryGetValue(IdentityHeaders.DecisionId, out var values)
            ? values[0]
            : System.Text.Json.Nodes.JsonNode.Parse(reply.Body)!["decisionId"]!.GetValue<string>(),
        null);
}
