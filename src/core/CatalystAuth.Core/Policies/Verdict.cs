namespace CatalystAuth.Core.Policies;

/// <summary>Whether a requirement holds; when it does not, which part of it did not.</summary>
/// <param name="Holding">Yes, no, or not known.</param>
/// <param name="Clause">The part that decided, e.g. <c>scope app:read</c>; null when it holds.</param>
public readonly record struct Verdict(Holding Holding, string? Clause)
{
    /// <summary>Only a sure yes lets anyone in.</summary>
    public bool IsAllowed => Holding == Holding.Yes;
}

/// <summary>Three-valued, so that what is not known is no proof of its opposite.</summary>
public enum Holding
{
    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It can't be known.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Yes,
}
