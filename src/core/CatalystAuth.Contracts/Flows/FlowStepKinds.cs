namespace CatalystAuth.Contracts.Flows;

/// <summary>The kinds of step.</summary>
public static class FlowStepKinds
{
    /// <summary>Who signs in: the answer <c>identifier</c>.</summary>
    public const string Identify = "identify";

    /// <summary>The answer <c>password</c>.</summary>
    public const string Password = "password";

    /// <summary>Several answers at once; the step's fields name them.</summary>
    public const string Prompt = "prompt";

    /// <summary>The flow succeeded; the response carries user, session and tokens.</summary>
    public const string Done = "done";
}
