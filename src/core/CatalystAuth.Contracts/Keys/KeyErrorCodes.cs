namespace CatalystAuth.Contracts.Keys;

/// <summary>
/// Codes of refusals about keys. Those of an exchange are looked for in this order, and the first is told: <see cref="Malformed"/>,
/// <see cref="Invalid"/>, <see cref="Revoked"/>, <see cref="Disabled"/>, <see cref="Expired"/>, <see cref="WrongKind"/>,
/// <c>request.rate_limited</c>, <see cref="OwnerGone"/> (or <c>org.suspended</c>, <c>org.deleted</c>), <see cref="AddressNotAllowed"/>, <see cref="AudienceNotAllowed"/>,
/// <c>token.invalid_scope</c>, <see cref="RateLimited"/>, <see cref="BudgetExhausted"/>. All but the first two are told to who has the secret only.
/// </summary>
public static class KeyErrorCodes
{
    /// <summary>No such key, or none that the caller may know of.</summary>
    public const string NotFound = "key.not_found";

    /// <summary>Not a key: wrong form or checksum, so mistyped. Told without a look-up.</summary>
    public const string Malformed = "key.malformed";

    /// <summary>Unknown, or the secret is wrong or was replaced. One answer for all, so that nobody learns which.</summary>
    public const string Invalid = "key.invalid";

    /// <summary>The key was revoked.</summary>
    public const string Revoked = "key.revoked";

    /// <summary>The key is disabled.</summary>
    public const string Disabled = "key.disabled";

    /// <summary>The key's time is over.</summary>
    public const string Expired = "key.expired";

    /// <summary>Keys of this kind are not used with this grant.</summary>
    public const string WrongKind = "key.wrong_kind";

    /// <summary>The user who owns the key is banned, deleted, or no longer in the organisation.</summary>
    public const string OwnerGone = "key.owner_gone";

    /// <summary>The key may not be used from the caller's address.</summary>
    public const string AddressNotAllowed = "key.address_not_allowed";

    /// <summary>The key's tokens may not be for the audience that was asked for.</summary>
    public const string AudienceNotAllowed = "key.audience_not_allowed";

    /// <summary>The name is empty or too long.</summary>
    public const string InvalidName = "key.invalid_name";

    /// <summary>A scope is malformed, missing, or there are too many.</summary>
    public const string InvalidScope = "key.invalid_scope";

    /// <summary>A scope, or a role bound to the key, that the caller does not hold.</summary>
    public const string ScopeNotHeld = "key.scope_not_held";

    /// <summary>The life is out of range.</summary>
    public const string InvalidLife = "key.invalid_life";

    /// <summary>There is no such kind of key, or not for this owner.</summary>
    public const string InvalidKind = "key.invalid_kind";

    /// <summary>An address or network is malformed, stands twice, or there are too many.</summary>
    public const string InvalidAddress = "key.invalid_address";

    /// <summary>An audience is malformed, stands twice, or there are too many.</summary>
    public const string InvalidAudience = "key.invalid_audience";

    /// <summary>The key is a user's; only they change it, give it a new secret or enable it.</summary>
    public const string OfAnother = "key.of_another";

    /// <summary>The user has as many keys for the organisation as they may.</summary>
    public const string TooMany = "key.too_many";

    /// <summary>The key was revoked or its time is over, so it can't be changed.</summary>
    public const string Ended = "key.ended";

    /// <summary>A rate limit of the key has not enough permits now. Nothing was taken.</summary>
    public const string RateLimited = "key.rate_limited";

    /// <summary>More permits are asked for than the rate limit ever has.</summary>
    public const string CostAboveLimit = "key.cost_above_limit";

    /// <summary>A cost is negative, or there are none or too many.</summary>
    public const string InvalidCost = "key.invalid_cost";

    /// <summary>The key does not have such a rate limit.</summary>
    public const string RateLimitNotFound = "key.rate_limit_not_found";

    /// <summary>A rate limit is not one of the organisation's, stands twice, or there are too many.</summary>
    public const string InvalidRateLimit = "key.invalid_rate_limit";

    /// <summary>A hash is malformed.</summary>
    public const string InvalidHash = "key.invalid_hash";

    /// <summary>Keys that are hashed so, or have so few random bits, are not taken over.</summary>
    public const string UnsupportedHash = "key.unsupported_hash";

    /// <summary>A key with the hash is there already, or in the same request.</summary>
    public const string HashExists = "key.hash_exists";

    /// <summary>The hint is longer than four characters or not visible ASCII.</summary>
    public const string InvalidHint = "key.invalid_hint";

    /// <summary>The key's budget does not suffice, or is spent.</summary>
    public const string BudgetExhausted = "key.budget_exhausted";

    /// <summary>The key has no budget.</summary>
    public const string BudgetNotFound = "key.budget_not_found";

    /// <summary>An amount is out of range, or more is settled than was reserved.</summary>
    public const string InvalidAmount = "key.invalid_amount";

    /// <summary>No such reservation of the key.</summary>
    public const string ReservationNotFound = "key.reservation_not_found";

    /// <summary>The reservation was settled otherwise or released, or its time is over.</summary>
    public const string ReservationClosed = "key.reservation_closed";

    /// <summary>As many reservations of the key are held as may be.</summary>
    public const string TooManyReservations = "key.too_many_reservations";
}
