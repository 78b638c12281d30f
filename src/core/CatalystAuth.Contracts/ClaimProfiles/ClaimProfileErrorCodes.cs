namespace CatalystAuth.Contracts.ClaimProfiles;

/// <summary>Codes of refusals about claim profiles.</summary>
public static class ClaimProfileErrorCodes
{
    /// <summary>There is no such profile in the organisation.</summary>
    public const string NotFound = "claim_profile.not_found";

    /// <summary>The audience, the kind, or a setting is malformed, or does not fit the kind.</summary>
    public const string Invalid = "claim_profile.invalid";

    /// <summary>A value means privilege in another system, so no mapping gives it.</summary>
    public const string ReservedName = "claim_profile.reserved_name";

    /// <summary>The secret is missing, too short, or is for a kind that has none.</summary>
    public const string InvalidSecret = "claim_profile.invalid_secret";

    /// <summary>An organisation has as many as it may.</summary>
    public const string TooMany = "claim_profile.too_many";

    /// <summary>Nothing of what the subject has means anything in the other system, so there is no token.</summary>
    public const string NothingLeft = "claim_profile.nothing_left";

    /// <summary>The token would be too long for the headers of proxies.</summary>
    public const string TooLarge = "claim_profile.too_large";

    /// <summary>The server signs with an algorithm that the other system does not verify.</summary>
    public const string Algorithm = "claim_profile.algorithm";
}
