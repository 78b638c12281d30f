namespace CatalystAuth.Contracts.Tokens;

/// <summary>Values of <see cref="ClaimNames.ActorMode"/>.</summary>
public static class ActorModes
{
    /// <summary>Who acts as the subject may change what the subject may.</summary>
    public const string Write = "write";
}
