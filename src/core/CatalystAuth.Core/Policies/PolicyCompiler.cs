using System.Net;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>Makes trees of requirements. What it can't read becomes a part of which nothing can be known.</summary>
internal static class PolicyCompiler
{
    public static PolicyTree Compile(Requirement requirement) => requirement switch
    {
        Requirement.Public => new Everybody(),
        Requirement.All all => new AllOf([.. all.Parts.Select(Compile)]),
        Requirement.Any any => new AnyOf([.. any.Parts.Select(Compile)]),
        Requirement.Not not => new NoneOf(Compile(not.Part)),
        Requirement.Scope scope => new HasOne("scope", scope.Name, static subject => subject.Scopes),
        Requirement.Permission permission => new HasOne("permission", permission.Name, static subject => subject.Scopes),
        Requirement.Role role => new HasOne("role", role.Name, static subject => subject.Roles),
        Requirement.Group group => new HasOne("group", group.Name, static subject => subject.Groups),
        Requirement.Feature feature => new HasOne("feature", feature.Name, static subject => subject.Features),
        Requirement.Label label when label.Name.Contains(':', StringComparison.Ordinal) =>
            new HasOne("label", label.Name, static subject => subject.Labels),
        Requirement.Label label => new HasLabelKey(label.Name),
        Requirement.Plan plan => new IsPlan(plan.Name),
        Requirement.Org org => new IsOrg(org.Name),
        Requirement.Mfa mfa => new UsedSecondFactor(mfa.MaxAge),
        Requirement.Method method => new UsedMethod(method.Name),
        Requirement.Ip ip => new ComesFrom(ip.Networks),
        Requirement.Time time => new IsInWindow(time.Window),
        _ => new NotKnown(requirement.GetType().Name),
    };

    /// <summary>A network as one is written; an address without its length is none.</summary>
    public static bool TryReadNetwork(string text, out IPNetwork network) => IPNetwork.TryParse(text, out network);
}
