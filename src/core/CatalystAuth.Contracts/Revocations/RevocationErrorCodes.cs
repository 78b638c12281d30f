namespace CatalystAuth.Contracts.Revocations;

/// <summary>Why revocations are not told.</summary>
public static class RevocationErrorCodes
{
    /// <summary>The node tells as many verifiers as it may.</summary>
    public const string TooManyFollowers = "revocation.too_many_followers";
}
