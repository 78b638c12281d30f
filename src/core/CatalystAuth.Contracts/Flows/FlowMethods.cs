namespace CatalystAuth.Contracts.Flows;

/// <summary>The ways of proving who one is.</summary>
public static class FlowMethods
{
    /// <summary>A password.</summary>
    public const string Password = "password";

    /// <summary>A mail with a code and a link.</summary>
    public const string Email = "email";

    /// <summary>A passkey.</summary>
    public const string Passkey = "passkey";

    /// <summary>A code of an authenticator app; a second factor only.</summary>
    public const string Totp = "totp";

    /// <summary>One of the recovery codes; a second factor only.</summary>
    public const string RecoveryCode = "recovery_code";
}

/// <summary>What may be done in a step instead of answering it.</summary>
public static class FlowActions
{
    /// <summary>Send the mail again.</summary>
    public const string Resend = "resend";

    /// <summary>Go on, having read what the step shows.</summary>
    public const string Continue = "continue";

    /// <summary>Go on without what the step asks to consent to.</summary>
    public const string Decline = "decline";

    /// <summary>Begin anew with another address.</summary>
    public const string Restart = "restart";
}
