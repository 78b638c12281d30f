using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.SignInPolicies;

namespace CatalystAuth.Core.Policies;

/// <summary>A text is among those that the subject has.</summary>
internal sealed class HasOne(string kind, string name, Func<PolicySubject, IReadOnlySet<string>?> held) : PolicyTree
{
    public override string Kind => kind;

    public override string Value => name;

    public override Holding Ask(PolicySubject subject, PolicyContext context) =>
        held(subject) is not { } set ? Holding.Unknown : set.Contains(name) ? Holding.Yes : Holding.No;
}

/// <summary>A label with the key applies, whatever its value.</summary>
internal sealed class HasLabelKey(string key) : PolicyTree
{
    private readonly string _withValue = key + ':';

    public override string Kind => "label";

    public override string Value => key;

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        if (subject.Labels is not { } labels)
        {
            return Holding.Unknown;
        }

        if (labels.Contains(key))
        {
            return Holding.Yes;
        }

        foreach (var label in labels as HashSet<string> ?? [.. labels])
        {
            if (label.StartsWith(_withValue, StringComparison.Ordinal))
            {
                return Holding.Yes;
            }
        }

        return Holding.No;
    }
}

/// <summary>The organisation has the plan.</summary>
internal sealed class IsPlan(string name) : PolicyTree
{
    public override string Kind => "plan";

    public override string Value => name;

    public override Holding Ask(PolicySubject subject, PolicyContext context) =>
        subject.Plan is not { } plan ? Holding.Unknown : plan == name ? Holding.Yes : Holding.No;
}

/// <summary>It is about the organisation.</summary>
internal sealed class IsOrg(string name) : PolicyTree
{
    public override string Kind => "org";

    public override string Value => name;

    public override Holding Ask(PolicySubject subject, PolicyContext context) =>
        subject.OrgId is not { } id ? Holding.Unknown : id == name || subject.OrgSlug == name ? Holding.Yes : Holding.No;
}

/// <summary>The user has signed in this way.</summary>
internal sealed class UsedMethod(string name) : PolicyTree
{
    public override string Kind => "method";

    public override string Value => name;

    public override bool AsksAuthentication => true;

    public override Holding Ask(PolicySubject subject, PolicyContext context) =>
        subject.Amr is not { } amr ? Holding.Unknown : SignInDemand.Proves(amr, name) ? Holding.Yes : Holding.No;
}

/// <summary>A second factor was used, not too long ago. One that is dated after now is not known to have been.</summary>
internal sealed class UsedSecondFactor(int? maxAge) : PolicyTree
{
    // By how much the clocks of nodes may differ.
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public override string Kind => "mfa";

    public override string? Value => maxAge is { } seconds ? $"within {seconds} s" : null;

    public override bool DependsOnRequest => true;

    public override bool AsksAuthentication => true;

    public override int? LeastMaxAge => maxAge;

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        if (subject.Amr is null || subject.AuthenticatedAt is not { } at)
        {
            return Holding.Unknown;
        }

        return !subject.Amr.Contains(PolicySubject.SecondFactor) ? Holding.No
            : maxAge is null ? Holding.Yes
            : context.Now is not { } now ? Holding.Unknown
            : at - now > Skew ? Holding.Unknown
            : now - at <= TimeSpan.FromSeconds(maxAge.Value) ? Holding.Yes
            : Holding.No;
    }
}
