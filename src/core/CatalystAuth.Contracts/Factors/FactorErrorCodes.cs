namespace CatalystAuth.Contracts.Factors;

/// <summary>Codes of refusals about authentication factors.</summary>
public static class FactorErrorCodes
{
    /// <summary>No such factor of this user, or its set-up has expired or is done.</summary>
    public const string NotFound = "factor.not_found";

    /// <summary>The name is malformed.</summary>
    public const string InvalidName = "factor.invalid_name";

    /// <summary>The user has as many factors of this kind as one may.</summary>
    public const string TooMany = "factor.too_many";

    /// <summary>The code is wrong, or was used.</summary>
    public const string WrongCode = "factor.wrong_code";

    /// <summary>The user has no second factor that recovery codes could stand in for.</summary>
    public const string NoSecondFactor = "factor.no_second_factor";

    /// <summary>It is the last passkey of an account that nothing else opens.</summary>
    public const string LastWayIn = "factor.last_way_in";

    /// <summary>It is the last second factor, and everybody needs one.</summary>
    public const string Required = "factor.required";

    /// <summary>The reason of a reset is missing or too long.</summary>
    public const string InvalidReset = "factor.invalid_reset";

    /// <summary>The challenge of a passkey is not ours, has expired, or was answered before.</summary>
    public const string ChallengeExpired = "passkey.challenge_expired";

    /// <summary>What the authenticator answered does not prove a passkey.</summary>
    public const string PasskeyInvalid = "passkey.invalid";

    /// <summary>This passkey is known already.</summary>
    public const string PasskeyExists = "passkey.exists";
}
