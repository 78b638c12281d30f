namespace CatalystAuth.Contracts.Keys;

/// <summary>Codes of refusals about keys.</summary>
public static class KeyErrorCodes
{
    /// <summary>No such key, or none that the caller may know of.</summary>
    public const string NotFound = "key.not_found";

    /// <summary>Not a key: wrong form or checksum, so mistyped. Told without a look-up.</summary>
    public const string Malformed = "key.malformed";

    /// <summary>Unknown, wrong, expired or revoked. One answer for all, so that nobody learns which.</summary>
    public const string Invalid = "key.invalid";

    /// <summary>The name is empty or too long.</summary>
    public const string InvalidName = "key.invalid_name";

    /// <summary>A scope is malformed, missing, or there are too many.</summary>
    public const string InvalidScope = "key.invalid_scope";

    /// <summary>A scope that the caller does not hold.</summary>
    public const string ScopeNotHeld = "key.scope_not_held";

    /// <summary>The life is out of range.</summary>
    public const string InvalidLife = "key.invalid_life";
}
