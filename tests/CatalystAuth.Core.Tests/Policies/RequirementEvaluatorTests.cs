using System.Net;
using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CsCheck;

namespace CatalystAuth.Core.Tests.Policies;

public sealed class RequirementEvaluatorTests
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

    private static readonly Gen<Requirement> Requirements = Gen.Recursive<Requirement>((depth, more) =>
    {
        var leaf = Gen.OneOfConst<Requirement>(
            new Requirement.Public(), new Requirement.Scope("app:read"), new Requirement.Scope("app:write"), new Requirement.Plan("pro"));
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
    [InlineData("""{"ip":"10.0.0.0/8"}""", Holding.Yes)]
    [InlineData("""{"ip":"192.168.0.0/16"}""", Holding.No)]
    [InlineData("""{"all":[{"scope":"app:read"},{"plan":"pro"}]}""", Holding.Unknown)]
    [InlineData("""{"all":[{"plan":"pro"},{"scope":"app:write"}]}""", Holding.No)]
    [InlineData("""{"any":[{"plan":"pro"},{"scope":"app:read"}]}""", Holding.Yes)]
    [InlineData("""{"any":[{"plan":"pro"},{"scope":"app:write"}]}""", Holding.Unknown)]
    public void It_is_decided_by_what_is_known(string json, Holding expected)
    {
        var requirement = JsonSerializer.Deserialize<Requirement>(json, CatalystJson.Strict)!;

        var verdict = Evaluate(requirement, Ada);

        verdict.Holding.ShouldBe(expected);
        (verdict.Clause is null).ShouldBe(expected == Holding.Yes);
    }

    [Fact]
    public void An_address_that_is_not_known_lets_nobody_in()
    {
        var verdict = RequirementEvaluator.Evaluate(new Requirement.Ip("0.0.0.0/0"), Ada, new PolicyContext(null, Now));

        verdict.Holding.ShouldBe(Holding.Unknown);
    }

    [Fact]
    public void A_mapped_address_is_its_IPv4_one() => RequirementEvaluator
        .Evaluate(new Requirement.Ip("10.0.0.0/8"), Ada, new PolicyContext(IPAddress.Parse("::ffff:10.1.2.3"), Now))
        .IsAllowed.ShouldBeTrue();

    [Fact]
    public void Who_is_not_known_gets_in_nowhere_but_where_everybody_does() => Requirements.Sample(requirement =>
    {
        // With nothing known, only what holds for everybody can hold.
        if (Evaluate(requirement, new PolicySubject()).IsAllowed)
        {
            Evaluate(requirement, Ada).IsAllowed.ShouldBeTrue();
        }
    });

    [Fact]
    public void Not_turns_yes_and_no_and_leaves_what_is_not_known() => Requirements.Sample(requirement =>
    {
        var inner = Evaluate(requirement, Ada).Holding;
        var outer = Evaluate(new Requirement.Not(requirement), Ada).Holding;
        outer.ShouldBe(inner switch { Holding.Yes => Holding.No, Holding.No => Holding.Yes, _ => Holding.Unknown });
    });

    private static Verdict Evaluate(Requirement requirement, PolicySubject subject) =>
        RequirementEvaluator.Evaluate(requirement, subject, new PolicyContext(IPAddress.Parse("10.1.2.3"), Now));
}
