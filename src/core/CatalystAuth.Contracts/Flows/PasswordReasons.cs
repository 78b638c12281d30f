namespace CatalystAuth.Contracts.Flows;

/// <summary>Why who signs in has to set another password first: values of <see cref="FlowStep.Reason"/>.</summary>
public static class PasswordReasons
{
    /// <summary>An admin asked for it.</summary>
    public const string Required = "password_change_required";

    /// <summary>The password is known to others.</summary>
    public const string Breached = "password_breached";

    /// <summary>The password is shorter than it has to be for this account.</summary>
    public const string TooShort = "password_too_short";
}
