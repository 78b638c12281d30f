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
}
