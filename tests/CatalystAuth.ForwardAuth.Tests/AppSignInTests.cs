using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What an app asks of sessions wherever its rules do not let everybody in.</summary>
public sealed class AppSignInTests : IAsyncLifetime
{
    private TestGate _gate = null!;

    public async ValueTask InitializeAsync() => _gate = await TestGate.StartAsync();

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task Two_factors_are_asked_for_by_every_rule_but_those_that_let_everybody_in()
    {
        var app = NewApp(new([], RequireMfa: true));

        (await _gate.AskAsync(app, "/public/x")).ShouldBe(200);
        (await _gate.AskAsync(app, "/x", User("pwd"))).ShouldBe(401, DecisionReasons.StepUpRequired);
        (await _gate.AskAsync(app, "/x", User("pwd", "otp", "mfa"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/owner/x", User("pwd", "otp", "mfa"))).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    [Fact]
    public async Task A_way_that_was_not_taken_is_a_refusal_that_says_which()
    {
        var app = NewApp(new(["passkey", "email"]));

        var refused = await _gate.AskAsync(app, "/x", User("pwd", "otp", "mfa"));
        refused.ShouldBe(403, DecisionReasons.RequirementFailed);
        refused.Body.ShouldContain("any of (method passkey, method email)");
        (await _gate.AskAsync(app, "/x", User("swk", "user", "mfa"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/x", User("email"))).ShouldBe(200);
        (await _gate.AskAsync(app, "/public/x", User("pwd"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_key_has_proven_nothing_of_it()
    {
        var app = NewApp(new([], RequireMfa: true));

        (await _gate.AskAsync(app, "/x", _gate.Token())).ShouldBe(403, DecisionReasons.RequirementFailed);
    }

    private App NewApp(AppSignIn signIn)
    {
        var app = _gate.NewApp(
            new AppRule("/public/**", new Requirement.Public()),
            new AppRule("/owner/**", new Requirement.Role("owner")),
            new AppRule("/**", new Requirement.Scope("app:read"))) with
        {
            SignIn = signIn,
            Version = 2
        };
        _gate.Put(app);
        return app;
    }

    private string User(params string[] amr) => _gate.Token(_gate.Claims() with
    {
        Subject = "user_01h455vb4pex5vsknk084sn02q",
        Key = null,
        SessionId = "ses_01h455vb4pex5vsknk084sn02q",
        Amr = amr,
        AuthTime = _gate.Time.GetUtcNow().ToUnixTimeSeconds(),
    });
}
