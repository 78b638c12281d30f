using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>
/// A requirement made ready to be asked often: its texts are read, its zones known, and asking allocates nothing. Immutable. Kleene's
/// three-valued logic: what is not known is neither yes nor no.
/// </summary>
public abstract class PolicyTree
{
    /// <summary>The name of the member in the language.</summary>
    public abstract string Kind { get; }

    /// <summary>What it asks for, as a text; null for what has parts.</summary>
    public virtual string? Value => null;

    /// <summary>Its parts.</summary>
    public virtual IReadOnlyList<PolicyTree> Parts => [];

    /// <summary>Whether the answer can change from request to request of the same subject: time or address count.</summary>
    public virtual bool DependsOnRequest => Parts.Any(part => part.DependsOnRequest);

    /// <summary>Whether the client's address counts.</summary>
    public virtual bool AsksAddress => Parts.Any(part => part.AsksAddress);

    /// <summary>Whether it counts how and when the subject authenticated.</summary>
    public virtual bool AsksAuthentication => Parts.Any(part => part.AsksAuthentication);

    /// <summary>The shortest age of a second factor that is asked for, in seconds; null when none is.</summary>
    public virtual int? LeastMaxAge => Parts.Min(part => part.LeastMaxAge);

    /// <summary>Makes a requirement ready.</summary>
    public static PolicyTree Compile(Requirement requirement) => PolicyCompiler.Compile(requirement);

    /// <summary>Whether it holds.</summary>
    public abstract Holding Ask(PolicySubject subject, PolicyContext context);

    /// <summary>Whether it holds, part by part.</summary>
    public ClauseVerdict Explain(PolicySubject subject, PolicyContext context) => new(Kind, Value, Ask(subject, context))
    {
        Parts = Parts.Count == 0 ? null : [.. Parts.Select(part => part.Explain(subject, context))],
    };
}
