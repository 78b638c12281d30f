using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The times of a signing key. Its status follows from them and the clock alone, so that all nodes agree without talking.</summary>
/// <param name="ActiveFrom">From when on it signs; published before.</param>
/// <param name="SignsUntil">When another takes its place; null while none is planned.</param>
/// <param name="VerifiesUntil">When it retires; null for not.</param>
/// <param name="RevokedAt">When it was revoked; null for never.</param>
public sealed record SigningKeyLife(
    DateTimeOffset ActiveFrom, DateTimeOffset? SignsUntil = null, DateTimeOffset? VerifiesUntil = null, DateTimeOffset? RevokedAt = null)
{
    /// <summary>Where it is at a time.</summary>
    public SigningKeyStatus At(DateTimeOffset now) =>
        RevokedAt is not null ? SigningKeyStatus.Revoked
        : now < ActiveFrom ? SigningKeyStatus.Pending
        : SignsUntil is null || now < SignsUntil ? SigningKeyStatus.Active
        : VerifiesUntil is null || now < VerifiesUntil ? SigningKeyStatus.Retiring
        : SigningKeyStatus.Retired;

    /// <summary>Whether what it signed is believed, and it is published, at a time.</summary>
    public bool Verifies(DateTimeOffset now) => At(now) is SigningKeyStatus.Pending or SigningKeyStatus.Active or SigningKeyStatus.Retiring;

    /// <summary>The lives of all keys of one use, each until the next begins.</summary>
    /// <param name="keys">When each is or was to begin, and when it was revoked; in any order.</param>
    /// <param name="overlap">How long a key verifies after it stopped signing; null for ever.</param>
    public static IReadOnlyDictionary<string, SigningKeyLife> Of(
        IEnumerable<(string Id, DateTimeOffset ActiveFrom, DateTimeOffset? RevokedAt)> keys, TimeSpan? overlap)
    {
        var lives = new Dictionary<string, SigningKeyLife>(StringComparer.Ordinal);
        DateTimeOffset? next = null;
        foreach (var (id, activeFrom, revokedAt) in keys.OrderByDescending(key => key.ActiveFrom).ThenBy(key => key.Id, StringComparer.Ordinal))
        {
            lives[id] = new(activeFrom, next, next + overlap, revokedAt);

            // One that was revoked before its time never took over; one that was revoked later had.
            next = revokedAt is null || revokedAt > activeFrom ? activeFrom : next;
        }

        return lives;
    }
}
