namespace CatalystAuth.Contracts.Flows;

/// <summary>The kinds of flow.</summary>
public static class FlowTypes
{
    /// <summary>A new account.</summary>
    public const string SignUp = "sign_up";

    /// <summary>A new session.</summary>
    public const string SignIn = "sign_in";

    /// <summary>A new password for who has lost theirs, and a new session.</summary>
    public const string Recovery = "recovery";

    /// <summary>Within a session: its user proves anew who they are (RFC 9470), and the session is worth more.</summary>
    public const string StepUp = "step_up";

    /// <summary>Within a session: an address becomes its user's by a code that is sent there.</summary>
    public const string EmailVerification = "email_verification";

    /// <summary>Within a session: a passkey is made.</summary>
    public const string PasskeySetup = "passkey_setup";

    /// <summary>Whether a flow of a type is within a session, rather than the beginning of one: it goes with the session's access token, or its browser's cookie.</summary>
    public static bool IsWithinSession(string type) => type is StepUp or EmailVerification or PasskeySetup;
}
