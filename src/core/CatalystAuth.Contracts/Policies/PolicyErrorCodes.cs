namespace CatalystAuth.Contracts.Policies;

/// <summary>Codes of refusals about policies.</summary>
public static class PolicyErrorCodes
{
    /// <summary>The question does not say what to evaluate, or too much.</summary>
    public const string InvalidQuestion = "policy.invalid_question";

    /// <summary>The requirement asks for what there can't be.</summary>
    public const string InvalidRequirement = "policy.invalid_requirement";

    /// <summary>The subject is no user or key of the organisation, or none that the caller may know of.</summary>
    public const string SubjectNotFound = "policy.subject_not_found";
}
