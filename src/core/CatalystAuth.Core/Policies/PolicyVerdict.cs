using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Core.Policies;

/// <summary>What a policy says.</summary>
/// <param name="Outcome">Whether it lets in, and if not why.</param>
/// <param name="Clause">The part that decided against it; null when it lets in or nobody said.</param>
public readonly record struct PolicyVerdict(PolicyOutcome Outcome, string? Clause)
{
    /// <summary>How old a second factor may be, in seconds, where a new one would help; null where its age does not count.</summary>
    public int? MaxAge { get; init; }

    /// <summary>It lets in.</summary>
    public static PolicyVerdict Allowed { get; } = new(PolicyOutcome.Allowed, null);

    /// <summary>Only a sure yes lets anyone in.</summary>
    public bool IsAllowed => Outcome == PolicyOutcome.Allowed;

    /// <summary>The reason that a decision gives.</summary>
    public string Reason => Outcome switch
    {
        PolicyOutcome.Allowed => DecisionReasons.Allowed,
        PolicyOutcome.Denied => DecisionReasons.Denied,
        PolicyOutcome.StepUpRequired => DecisionReasons.StepUpRequired,
        PolicyOutcome.EngineRefused => DecisionReasons.EngineRefused,
        PolicyOutcome.EngineFailed => DecisionReasons.EngineFailed,
        _ => DecisionReasons.RequirementFailed,
    };
}

/// <summary>Whether a policy lets in, and if not why. The default refuses.</summary>
public enum PolicyOutcome
{
    /// <summary>What is asked for does not hold, or is not known to.</summary>
    Refused,

    /// <summary>What refuses holds, or is not known not to.</summary>
    Denied,

    /// <summary>A second factor is what is missing, or a newer proof of it, and nothing else.</summary>
    StepUpRequired,

    /// <summary>The engine refuses.</summary>
    EngineRefused,

    /// <summary>The engine gave no answer that can be believed.</summary>
    EngineFailed,

    /// <summary>It lets in.</summary>
    Allowed,
}
