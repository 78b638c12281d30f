using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>Says of an explained requirement in one line which part decided.</summary>
public static class PolicyClauses
{
    private const int MaxLength = 500;

    /// <summary>The part that keeps a requirement from holding, e.g. <c>scope app:read</c>.</summary>
    public static string FailedIn(ClauseVerdict verdict) => Cut(Failed(verdict));

    /// <summary>The part that makes a requirement hold, or keeps it from being known not to.</summary>
    public static string HeldIn(ClauseVerdict verdict) => Cut(Held(verdict));

    private static string Failed(ClauseVerdict verdict) => verdict switch
    {
        { Kind: "all", Parts: { } parts } => Failed(parts.MinBy(part => part.Verdict)!),
        { Kind: "any", Parts: { } parts } => $"any of ({string.Join(", ", parts.Select(Failed))})",
        { Kind: "not", Parts: [{ } part] } => $"not {Held(part)}",
        _ => Describe(verdict),
    };

    private static string Held(ClauseVerdict verdict) => verdict switch
    {
        { Kind: "any", Parts: { } parts } => Held(parts.MaxBy(part => part.Verdict)!),
        { Kind: "all", Parts: { } parts } => $"all of ({string.Join(", ", parts.Select(Held))})",
        { Kind: "not", Parts: [{ } part] } => $"not {Failed(part)}",
        _ => Describe(verdict),
    };

    private static string Describe(ClauseVerdict verdict) => verdict.Value is { } value ? $"{verdict.Kind} {value}" : verdict.Kind;

    private static string Cut(string clause) => clause.Length <= MaxLength ? clause : clause[..(MaxLength - 1)] + "…";
}
