namespace CatalystAuth.Contracts.Flows;

/// <summary>What can be proven anew in a session that there is.</summary>
public static class StepUpProofs
{
    /// <summary>The password.</summary>
    public const string Password = "password";

    /// <summary>A passkey.</summary>
    public const string Passkey = "passkey";

    /// <summary>Any second factor: the code of an authenticator app, a recovery code or a passkey.</summary>
    public const string SecondFactor = "second_factor";
}
