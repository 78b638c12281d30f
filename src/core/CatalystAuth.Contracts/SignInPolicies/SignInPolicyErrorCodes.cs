namespace CatalystAuth.Contracts.SignInPolicies;

/// <summary>Codes of refusals about sign-in policies.</summary>
public static class SignInPolicyErrorCodes
{
    /// <summary>The session has not proven what the organisation asks for; told to its members and who would join only.</summary>
    public const string Unmet = "sign_in_policy.unmet";

    /// <summary>The policy asks for something that there is not.</summary>
    public const string Invalid = "sign_in_policy.invalid";

    /// <summary>Who sets the policy could not enter with the session that they have.</summary>
    public const string ExcludesYou = "sign_in_policy.excludes_you";

    /// <summary>The caller is not the one who may break the glass.</summary>
    public const string NotBreakGlass = "sign_in_policy.not_break_glass";
}
