namespace CatalystAuth.Contracts.Policies;

/// <summary>The policy engines that come with Catalyst. A host can add others.</summary>
public static class PolicyEngineNames
{
    /// <summary>The app's own rules, and nothing else.</summary>
    public const string Local = "local";

    /// <summary>Open Policy Agent, where the operator has set it up. It can only refuse more than the rules do.</summary>
    public const string Opa = "opa";

    /// <summary>How long a name may be.</summary>
    public const int MaxLength = 32;
}
