using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Keys;

/// <summary>A rate limit of an organisation, which its keys are given by name.</summary>
/// <param name="Name">Its name, unique in the organisation.</param>
/// <param name="Permits">How many there are at once; they come back evenly over the window.</param>
/// <param name="WindowSeconds">The window, in seconds.</param>
/// <param name="Sharing">Who counts together.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Version">Goes up with each change.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record KeyRateLimit(
    string Name, int Permits, int WindowSeconds, RateLimitSharing Sharing, string? Description, int Version, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>Makes a rate limit, or replaces what it says; in force at once.</summary>
/// <param name="Permits">1 to 1 000 000.</param>
/// <param name="WindowSeconds">1 to 86 400 (a day).</param>
/// <param name="Sharing">Who counts together.</param>
/// <param name="Description">At most 500 characters.</param>
public sealed record SetRateLimitRequest(
    int Permits, int WindowSeconds, RateLimitSharing Sharing = RateLimitSharing.Key, string? Description = null);

/// <summary>Another size of a rate limit for one key, which then counts by itself.</summary>
/// <param name="Name">Of which rate limit.</param>
/// <param name="Permits">How many instead.</param>
/// <param name="WindowSeconds">In what window instead, in seconds.</param>
/// <param name="ExpiresAt">When the limit's own size is in force again; null for never.</param>
public sealed record RateLimitOverride(string Name, int Permits, int WindowSeconds, DateTimeOffset? ExpiresAt = null);

/// <summary>
/// Gives a key a rate limit, unless it has it, and another size of it. Without one the limit's own is in force.
/// </summary>
/// <param name="Permits">1 to 1 000 000; null, with the window, for the limit's own size.</param>
/// <param name="WindowSeconds">1 to 86 400.</param>
/// <param name="ExpiresIn">Seconds until the limit's own size is in force again: 1 to 31 536 000 (a year), null for never.</param>
public sealed record SetKeyRateLimitRequest(int? Permits = null, int? WindowSeconds = null, long? ExpiresIn = null);

/// <summary>Takes permits of some of a key's rate limits: of all, or of none.</summary>
/// <param name="Costs">How many of each, by name: 1 to 10 names, 0 to the limit's permits. 0 takes none and tells how many are left.</param>
public sealed record TakeRateLimitsRequest(IReadOnlyDictionary<string, int> Costs)
{
    /// <summary>The most names.</summary>
    public const int MaxNames = 10;
}

/// <summary>The permits were there, and are taken.</summary>
/// <param name="Allowed">True; who is not allowed hears <c>key.rate_limited</c>.</param>
/// <param name="Limits">How each limit stands now, by name.</param>
public sealed record TakenRateLimits(bool Allowed, IReadOnlyList<RateLimitStatus> Limits);

/// <summary>Which keys draw on one count of a rate limit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RateLimitSharing>))]
public enum RateLimitSharing
{
    /// <summary>Each key has its own.</summary>
    [JsonStringEnumMemberName("key")]
    Key,

    /// <summary>All keys of one owner, a user or the organisation, have one.</summary>
    [JsonStringEnumMemberName("owner")]
    Owner,
}

/// <summary>Rate limits that mean something to Catalyst itself.</summary>
public static class RateLimitNames
{
    /// <summary>Each exchange of a key that has it takes one permit.</summary>
    public const string Exchange = "exchange";
}

/// <summary>Codes of refusals about rate limits.</summary>
public static class RateLimitErrorCodes
{
    /// <summary>No such rate limit, or none that the caller may know of.</summary>
    public const string NotFound = "rate_limit.not_found";

    /// <summary>Name, permits, window or sharing break their rule.</summary>
    public const string Invalid = "rate_limit.invalid";

    /// <summary>A key that is not ended has it, so it can't be deleted.</summary>
    public const string InUse = "rate_limit.in_use";

    /// <summary>There are as many as there may be.</summary>
    public const string TooMany = "rate_limit.too_many";
}
