namespace CatalystAuth.Contracts.SigningKeys;

/// <summary>Codes of refusals about signing keys.</summary>
public static class SigningKeyErrorCodes
{
    /// <summary>There is no such signing key.</summary>
    public const string NotFound = "signing_key.not_found";

    /// <summary>A new key of that use is published already and waits for its turn.</summary>
    public const string RotationPending = "signing_key.rotation_pending";

    /// <summary>It is over: revoked or retired.</summary>
    public const string Ended = "signing_key.ended";

    /// <summary>Keys of audit checkpoints can't be revoked: what they signed never expires.</summary>
    public const string NotRevocable = "signing_key.not_revocable";

    /// <summary>The reason is missing or too long.</summary>
    public const string InvalidReason = "signing_key.invalid_reason";
}
