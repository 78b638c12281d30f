using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>
/// A rule ready to be asked. What refuses comes first and wins, also where it can't be known; only then counts what is asked for. Immutable.
/// </summary>
public sealed class PolicyRule
{
    /// <summary>The index that stands for all rules together.</summary>
    public const int Every = -1;

    /// <summary>Makes a rule ready.</summary>
    /// <param name="index">Its position in the app, or <see cref="Every"/>.</param>
    /// <param name="path">Its path; null for all rules together.</param>
    /// <param name="deny">What refuses.</param>
    /// <param name="require">What is asked for.</param>
    public PolicyRule(int index, string? path, Requirement? deny, Requirement require)
    {
        Index = index;
        Path = path;
        Deny = deny is null ? null : PolicyTree.Compile(deny);
        Require = PolicyTree.Compile(require);
        IsPublic = Require.Ask(PolicySubject.Nobody, default) == Holding.Yes;
        DependsOnRequest = Require.DependsOnRequest || Deny?.DependsOnRequest == true;
        AsksAddress = Require.AsksAddress || Deny?.AsksAddress == true;
        AsksAuthentication = Require.AsksAuthentication || Deny?.AsksAuthentication == true;
        LeastMaxAge = new[] { Require.LeastMaxAge, Deny?.LeastMaxAge }.Min();
    }

    /// <summary>Its position in the app, or <see cref="Every"/>.</summary>
    public int Index { get; }

    /// <summary>Its path; null for all rules together.</summary>
    public string? Path { get; }

    /// <summary>What refuses.</summary>
    public PolicyTree? Deny { get; }

    /// <summary>What is asked for.</summary>
    public PolicyTree Require { get; }

    /// <summary>Whether what it asks for holds whoever comes, and whenever. What refuses may still do so.</summary>
    public bool IsPublic { get; }

    /// <summary>Whether the answer can change from request to request of the same subject.</summary>
    public bool DependsOnRequest { get; }

    /// <summary>Whether the client's address counts.</summary>
    public bool AsksAddress { get; }

    /// <summary>Whether it counts how and when the subject authenticated.</summary>
    public bool AsksAuthentication { get; }

    /// <summary>The shortest age of a second factor that it asks for, in seconds; null when none is.</summary>
    public int? LeastMaxAge { get; }

    /// <summary>Decides. Allocates nothing for who is let in.</summary>
    public PolicyVerdict Decide(PolicySubject subject, PolicyContext context)
    {
        if (Deny is not null && Deny.Ask(subject, context) != Holding.No)
        {
            return Refuse(PolicyOutcome.Denied, PolicyClauses.HeldIn(Deny.Explain(subject, context)), subject, context);
        }

        return Require.Ask(subject, context) == Holding.Yes
            ? PolicyVerdict.Allowed
            : Refuse(PolicyOutcome.Refused, PolicyClauses.FailedIn(Require.Explain(subject, context)), subject, context);
    }

    private PolicyVerdict Refuse(PolicyOutcome outcome, string clause, PolicySubject subject, PolicyContext context) => IsForWantOfProof(subject, context)
        ? new(PolicyOutcome.StepUpRequired, clause) { MaxAge = LeastMaxAge }
        : new(outcome, clause);

    // By what would be decided of them right after a proof. One that is dated after now, by a clock that is wrong, would not help.
    private bool IsForWantOfProof(PolicySubject subject, PolicyContext context) =>
        AsksAuthentication && subject.CanProve && context.Now is { } now && !(subject.AuthenticatedAt - now > UsedSecondFactor.Skew)
        && subject.ProvenAt(now) is var proven && (Deny is null || Deny.Ask(proven, context) == Holding.No)
        && Require.Ask(proven, context) == Holding.Yes;
}
