using System.Net;
using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CsCheck;

namespace CatalystAuth.Core.Tests.Policies;

public sealed class PolicyTreeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly PolicySubject Ada = new()
    {
        Scopes = new HashSet<string> { "app:read" },
        Labels = new HashSet<string> { "beta", "tier:gold" },
        Roles = new HashSet<string> { "admin" },
        Groups = new HashSet<string>(),
        OrgId = "org_1",
        OrgSlug = "acme",
        Amr = ["pwd", "mfa"],
        AuthenticatedAt = Now.AddMinutes(-10),
    };

    private static readonly PolicyContext Context = new(IPAddress.Parse("10.1.2.3"), Now);

    private static readonly Gen<Requirement> Requirements = Gen.Recursive<Requirement>((depth, more) =>
    {
        var leaf = Gen.OneOfConst<Requirement>(
            new Requirement.Public(), new Requirement.Scope("app:read"), new Requirement.Scope("app:write"), new Requirement.Plan("pro"),
            new Requirement.Ip("10.0.0.0/8"), new Requirement.Ip("nonsense"), new Requirement.Time(new() { NotAfter = Now }), new Requirement.Mfa(300),
            new Requirement.Mfa(30), new Requirement.Mfa(null));
        return depth > 3
            ? leaf
            : Gen.OneOf(
                leaf, more.Select(part => (Requirement)new Requirement.Not(part)),
                more.List[1, 3].Select(parts => (Requirement)new Requirement.All(parts)),
                more.List[1, 3].Select(parts => (Requirement)new Requirement.Any(parts)));
    });

    [Theory]
    [InlineData("\"public\"", Holding.Yes)]
    [InlineData("""{"scope":"app:read"}""", Holding.Yes)]
    [InlineData("""{"scope":"app"}""", Holding.No)]
    [InlineData("""{"permission":"app:read"}""", Holding.Yes)]
    [InlineData("""{"label":"beta"}""", Holding.Yes)]
    [InlineData("""{"label":"tier"}""", Holding.Yes)]
    [InlineData("""{"label":"tier:gold"}""", Holding.Yes)]
    [InlineData("""{"label":"tier:silver"}""", Holding.No)]
    [InlineData("""{"role":"admin"}""", Holding.Yes)]
    [InlineData("""{"role":"owner"}""", Holding.No)]
    [InlineData("""{"group":"ops"}""", Holding.No)]
    [InlineData("""{"org":"acme"}""", Holding.Yes)]
    [InlineData("""{"org":"org_1"}""", Holding.Yes)]
    [InlineData("""{"org":"other"}""", Holding.No)]
    [InlineData("""{"plan":"pro"}""", Holding.Unknown)]
    [InlineData("""{"feature":"sso"}""", Holding.Unknown)]
    [InlineData("""{"not":{"plan":"free"}}""", Holding.Unknown)]
    [InlineData("""{"not":{"scope":"app:write"}}""", Holding.Yes)]
    [InlineData("""{"mfa":{}}""", Holding.Yes)]
    [InlineData("""{"mfa":{"maxAge":600}}""", Holding.Yes)]
    [InlineData("""{"mfa":{"maxAge":599}}""", Holding.No)]
    [InlineData("""{"method":"password"}""", Holding.Yes)]
    [InlineData("""{"method":"passkey"}""", Holding.No)]
    [InlineData("""{"ip":"10.0.0.0/8"}""", Holding.Yes)]
    [InlineData("""{"ip":"192.168.0.0/16"}""", Holding.No)]
    [InlineData("""{"all":[{"scope":"app:read"},{"plan":"pro"}]}""", Holding.Unknown)]
    [InlineData("""{"all":[{"plan":"pro"},{"scope":"app:write"}]}""", Holding.No)]
    [InlineData("""{"any":[{"plan":"pro"},{"scope":"app:read"}]}""", Holding.Yes)]
    [InlineData("""{"any":[{"plan":"pro"},{"scope":"app:write"}]}""", Holding.Unknown)]
    public void It_is_decided_by_what_is_known(string json, Holding expected)
    {
        var requirement = JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict)!;

        Ask(requirement, Ada).ShouldBe(expected);
    }

    [Fact]
    public void An_address_that_is_not_known_lets_nobody_in() =>
        PolicyTree.Compile(new Requirement.Ip("0.0.0.0/0")).Ask(Ada, new PolicyContext(null, Now)).ShouldBe(Holding.Unknown);

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0/8", Holding.Yes)]
    [InlineData("::ffff:10.1.2.3", "10.0.0.0/8", Holding.Yes)]
    [InlineData("10.1.2.3", "192.168.0.0/16 10.0.0.0/8", Holding.Yes)]
    [InlineData("10.1.2.3", "192.168.0.0/16 2001:db8::/32", Holding.No)]
    [InlineData("2001:db8::7", "192.168.0.0/16 2001:db8::/32", Holding.Yes)]
    [InlineData("2001:db9::7", "192.168.0.0/16 2001:db8::/32", Holding.No)]
    [InlineData("10.1.2.3", "nonsense 10.0.0.0/8", Holding.Yes)]
    [InlineData("10.1.2.3", "nonsense 192.168.0.0/16", Holding.Unknown)]
    public void An_address_is_looked_for_in_every_network(string address, string networks, Holding expected) => PolicyTree
        .Compile(new Requirement.Ip(networks.Split(' '))).Ask(Ada, new PolicyContext(IPAddress.Parse(address), Now)).ShouldBe(expected);

    [Theory]
    [InlineData(600, 600, Holding.Yes)]
    [InlineData(600, 601, Holding.No)]
    [InlineData(600, -60, Holding.Yes)]
    [InlineData(600, -61, Holding.Unknown)]
    [InlineData(null, 1_000_000, Holding.Yes)]
    [InlineData(int.MaxValue, 1_000_000, Holding.Yes)]
    public void A_second_factor_is_as_old_as_it_may_be_and_not_from_the_future(int? maxAge, int age, Holding expected) => PolicyTree
        .Compile(new Requirement.Mfa(maxAge)).Ask(Ada with { AuthenticatedAt = Now.AddSeconds(-age) }, Context).ShouldBe(expected);

    [Theory]
    [InlineData("""{"mfa":{"maxAge":600}}""", "pwd mfa", 600, PolicyOutcome.Allowed, null)]
    [InlineData("""{"mfa":{"maxAge":600}}""", "pwd mfa", 601, PolicyOutcome.StepUpRequired, 600)]
    [InlineData("""{"mfa":{"maxAge":600}}""", "pwd", 1, PolicyOutcome.StepUpRequired, 600)]
    [InlineData("""{"mfa":{}}""", "pwd", 1, PolicyOutcome.StepUpRequired, null)]
    [InlineData("""{"any":[{"role":"owner"},{"all":[{"mfa":{"maxAge":60}},{"mfa":{"maxAge":30}}]}]}""", "pwd", 1, PolicyOutcome.StepUpRequired, 30)]
    [InlineData("""{"all":[{"role":"owner"},{"mfa":{}}]}""", "pwd", 1, PolicyOutcome.Refused, null)]
    [InlineData("""{"not":{"mfa":{}}}""", "pwd mfa", 1, PolicyOutcome.Refused, null)]
    [InlineData("""{"role":"owner"}""", "pwd", 1, PolicyOutcome.Refused, null)]
    [InlineData("""{"mfa":{"maxAge":600}}""", "pwd mfa", -61, PolicyOutcome.Refused, null)]
    public void Where_a_second_factor_is_all_that_is_missing_it_says_so(string require, string amr, int age, PolicyOutcome outcome, int? maxAge)
    {
        var ada = Ada with { Amr = amr.Split(' '), AuthenticatedAt = Now.AddSeconds(-age), CanProve = true };
        var rule = new PolicyRule(0, "/**", null, JsonSerializer.Deserialize(require, CatalystJsonContext.Default.Requirement)!);

        var verdict = rule.Decide(ada, Context);

        (verdict.Outcome, verdict.MaxAge).ShouldBe((outcome, maxAge));
        rule.Decide(ada with { CanProve = false }, Context).Outcome.ShouldBe(outcome == PolicyOutcome.StepUpRequired ? PolicyOutcome.Refused : outcome);
        rule.Decide(ada with { Roles = new HashSet<string>(), Amr = null, CanProve = true }, default).Outcome.ShouldNotBe(PolicyOutcome.StepUpRequired);
    }

    [Fact]
    public void Who_is_said_to_get_in_by_a_proof_does_after_one_and_is_refused_before() => Gen.Select(Requirements, Requirements).Sample((require, deny) =>
    {
        var rule = new PolicyRule(0, "/**", deny, require);
        var ada = Ada with { Amr = ["pwd"], CanProve = true };
        var (before, after) = (rule.Decide(ada, Context), rule.Decide(ada.ProvenAt(Now), Context));

        (before.Outcome == PolicyOutcome.StepUpRequired).ShouldBe(!before.IsAllowed && after.IsAllowed);
        before.IsAllowed.ShouldBe(rule.Decide(ada with { CanProve = false }, Context).IsAllowed);
        if (before is { Outcome: PolicyOutcome.StepUpRequired, MaxAge: { } maxAge })
        {
            // Up to the age that is told it is as good as new.
            rule.Decide(ada.ProvenAt(Now.AddSeconds(-maxAge)), Context).IsAllowed.ShouldBeTrue();
        }
    });

    [Fact]
    public void Who_is_not_known_gets_in_nowhere_but_where_everybody_does() => Requirements.Sample(requirement =>
    {
        // With nothing known, only what holds for everybody can hold.
        if (PolicyTree.Compile(requirement).Ask(PolicySubject.Nobody, default) == Holding.Yes)
        {
            Ask(requirement, Ada).ShouldBe(Holding.Yes);
        }
    });

    [Fact]
    public void Not_turns_yes_and_no_and_leaves_what_is_not_known() => Requirements.Sample(requirement =>
    {
        var inner = Ask(requirement, Ada);
        Ask(new Requirement.Not(requirement), Ada).ShouldBe(inner switch { Holding.Yes => Holding.No, Holding.No => Holding.Yes, _ => Holding.Unknown });
        Ask(new Requirement.Not(new Requirement.Not(requirement)), Ada).ShouldBe(inner);
    });

    [Fact]
    public void The_order_of_parts_does_not_matter() => Requirements.List[1, 5].SelectMany(parts => Gen.Shuffle(parts).Select(other => (parts, other)))
        .Sample(pair =>
        {
            Ask(new Requirement.All(pair.other), Ada).ShouldBe(Ask(new Requirement.All(pair.parts), Ada));
            Ask(new Requirement.Any(pair.other), Ada).ShouldBe(Ask(new Requirement.Any(pair.parts), Ada));
        });

    [Fact]
    public void Any_is_not_all_of_the_opposites() => Requirements.List[1, 4].Sample(parts => Ask(new Requirement.Any(parts), Ada)
        .ShouldBe(Ask(new Requirement.Not(new Requirement.All([.. parts.Select(part => new Requirement.Not(part))])), Ada)));

    [Fact]
    public void An_explanation_has_the_verdict_of_each_part() => Requirements.Sample(requirement =>
    {
        var tree = PolicyTree.Compile(requirement);
        var verdict = tree.Explain(Ada, Context);
        verdict.Verdict.ShouldBe(tree.Ask(Ada, Context));
        ShouldAddUp(verdict);
        (verdict.Verdict == Holding.Yes ? PolicyClauses.HeldIn(verdict) : PolicyClauses.FailedIn(verdict)).ShouldNotBeNullOrEmpty();
    });

    [Fact]
    public void What_refuses_wins_also_when_it_is_not_known() => Requirements.Select(Requirements).Sample((deny, require) =>
    {
        var verdict = new PolicyRule(0, "/**", deny, require).Decide(Ada, Context);

        verdict.IsAllowed.ShouldBe(Ask(deny, Ada) == Holding.No && Ask(require, Ada) == Holding.Yes);
        (verdict.Outcome == PolicyOutcome.Denied).ShouldBe(Ask(deny, Ada) != Holding.No);
        (verdict.Clause is null).ShouldBe(verdict.IsAllowed);
    });

    [Fact]
    public void Public_is_what_lets_in_whoever_comes_whenever()
    {
        new PolicyRule(0, "/", null, new Requirement.Public()).IsPublic.ShouldBeTrue();
        new PolicyRule(0, "/", null, new Requirement.Any([new Requirement.Role("a"), new Requirement.Public()])).IsPublic.ShouldBeTrue();
        new PolicyRule(0, "/", null, new Requirement.Time(new() { NotAfter = Now })).IsPublic.ShouldBeFalse();
        new PolicyRule(0, "/", null, new Requirement.Ip("0.0.0.0/0")).IsPublic.ShouldBeFalse();
    }

    [Fact]
    public void Who_is_let_in_costs_no_memory()
    {
        var rule = new PolicyRule(0, "/**", new Requirement.Label("blocked"), new Requirement.All(
        [
            new Requirement.Scope("app:read"), new Requirement.Any([new Requirement.Role("x"), new Requirement.Label("tier")]),
            new Requirement.Ip("192.168.0.0/16", "10.0.0.0/8"), new Requirement.Mfa(3600),
            new Requirement.Time(new() { After = new(3, 0), Before = new(18, 0), Zone = "Europe/Berlin" }),
        ]));
        for (var i = 0; i < 100; i++)
        {
            rule.Decide(Ada, Context).IsAllowed.ShouldBeTrue();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var isAllowed = rule.Decide(Ada, Context).IsAllowed;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        isAllowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"all":[{"scope":"app:read"},{"scope":"app:write"}]}""", "scope app:write")]
    [InlineData("""{"any":[{"role":"owner"},{"plan":"pro"}]}""", "any of (role owner, plan pro)")]
    [InlineData("""{"not":{"label":"beta"}}""", "not label beta")]
    [InlineData("""{"not":{"any":[{"role":"owner"},{"label":"beta"}]}}""", "not label beta")]
    [InlineData("""{"time":{"after":"09:00","before":"18:00","days":["sat","sun"],"zone":"Europe/Berlin"}}""", "time 09:00-18:00 sat sun Europe/Berlin")]
    [InlineData("""{"time":{"notAfter":"2026-01-01T00:00:00Z"}}""", "time until 2026-01-01T00:00:00Z")]
    [InlineData("""{"ip":["192.168.0.0/16","172.16.0.0/12"]}""", "ip 192.168.0.0/16, 172.16.0.0/12")]
    public void The_clause_says_which_part_kept_somebody_out(string json, string clause) =>
        new PolicyRule(0, "/**", null, JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict)!).Decide(Ada, Context).Clause.ShouldBe(clause);

    private static void ShouldAddUp(ClauseVerdict verdict)
    {
        foreach (var part in verdict.Parts ?? [])
        {
            ShouldAddUp(part);
        }

        var parts = verdict.Parts?.Select(part => part.Verdict).ToList();
        verdict.Verdict.ShouldBe(verdict.Kind switch
        {
            "all" => parts!.Min(),
            "any" => parts!.Max(),
            "not" => (Holding)(2 - (int)parts![0]),
            _ => verdict.Verdict,
        });
    }

    private static Holding Ask(Requirement requirement, PolicySubject subject) => PolicyTree.Compile(requirement).Ask(subject, Context);
}
