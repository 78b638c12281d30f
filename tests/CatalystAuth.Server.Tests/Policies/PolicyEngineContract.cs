using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CsCheck;

namespace CatalystAuth.Server.Tests.Policies;

/// <summary>What every engine does, when nothing but the rules has something against it.</summary>
public abstract class PolicyEngineContract
{
    internal static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    internal static readonly PolicySubject Ada = new()
    {
        Scopes = new HashSet<string> { "app:read" },
        Labels = new HashSet<string> { "beta", "tier:gold" },
        Roles = new HashSet<string> { "admin" },
        Groups = new HashSet<string> { "engineering" },
        OrgId = "org_1",
        OrgSlug = "acme",
        Amr = ["pwd", "mfa"],
        AuthenticatedAt = Now.AddMinutes(-10),
    };

    private static readonly Gen<Requirement> Requirements = Gen.OneOfConst<Requirement>(
        new Requirement.Public(), new Requirement.Scope("app:read"), new Requirement.Scope("app:write"), new Requirement.Plan("pro"),
        new Requirement.Not(new Requirement.Label("blocked")), new Requirement.Ip("10.0.0.0/8"), new Requirement.Time(new() { NotAfter = Now }));

    protected abstract IPolicyEngine Engine { get; }

    [Fact]
    public void Its_name_can_be_chosen() => Engine.Name.ShouldMatch("^[a-z0-9-]{1,32}$");

    [Fact]
    public async Task Who_has_what_is_asked_for_is_let_in()
    {
        var verdict = await Engine.DecideAsync(Question(new Requirement.Scope("app:read")), CancellationToken.None);

        verdict.ShouldBe(PolicyVerdict.Allowed);
        verdict.Reason.ShouldBe(DecisionReasons.Allowed);
    }

    [Fact]
    public async Task Who_lacks_it_is_told_what()
    {
        var verdict = await Engine.DecideAsync(Question(new Requirement.Scope("app:write")), CancellationToken.None);

        verdict.ShouldBe(new PolicyVerdict(PolicyOutcome.Refused, "scope app:write"));
        verdict.Reason.ShouldBe(DecisionReasons.RequirementFailed);
    }

    [Fact]
    public async Task What_is_not_known_lets_nobody_in() =>
        (await Engine.DecideAsync(Question(new Requirement.Plan("pro")), CancellationToken.None)).ShouldBe(new(PolicyOutcome.Refused, "plan pro"));

    [Fact]
    public async Task What_refuses_comes_first()
    {
        (await Engine.DecideAsync(Question(new Requirement.Public(), new Requirement.Label("tier")), CancellationToken.None))
            .ShouldBe(new(PolicyOutcome.Denied, "label tier"));
        (await Engine.DecideAsync(Question(new Requirement.Scope("app:write"), new Requirement.Plan("free")), CancellationToken.None))
            .ShouldBe(new(PolicyOutcome.Denied, "plan free"));
    }

    [Fact]
    public Task It_never_lets_in_whom_the_rule_keeps_out() => Requirements.Select(Requirements).SampleAsync(
        async pair =>
        {
            var question = Question(pair.Item2, pair.Item1);
            var verdict = await Engine.DecideAsync(question, CancellationToken.None);
            verdict.ShouldBe(question.Rule.Decide(question.Subject, question.Context));
        },
        iter: 100);

    [Fact]
    public async Task Nobody_in_particular_gets_in_where_nothing_is_asked_for()
    {
        var question = Question(new Requirement.Public()) with { Subject = PolicySubject.Nobody, SubjectId = null };

        (await Engine.DecideAsync(question, CancellationToken.None)).IsAllowed.ShouldBeTrue();
    }

    internal static PolicyQuestion Question(Requirement require, Requirement? deny = null)
    {
        var app = new App(
            AppId.Parse("app_01h2xcejqtf2nbrexx3vqjhp41", null), OrgId.Parse("org_01h2xcejqtf2nbrexx3vqjhp41", null), "Reports", ["app.localhost"],
            [new("/**", require, null, deny)], 3, Now, Now);
        return new(
            app, new PolicyRule(0, "/**", deny, require), Ada, new("GET", "app.localhost", "/reports/7"),
            new PolicyContext(IPAddress.Parse("10.1.2.3"), Now))
        {
            SubjectId = "user_01h2xcejqtf2nbrexx3vqjhp41",
        };
    }
}
