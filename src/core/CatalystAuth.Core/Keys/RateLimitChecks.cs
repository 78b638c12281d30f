using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.RateLimits;

namespace CatalystAuth.Core.Keys;

/// <summary>Checks what rate limits of keys are made of. Pure.</summary>
internal static class RateLimitChecks
{
    /// <summary>How many an organisation has at most.</summary>
    public const int MostOfOrg = 50;

    /// <summary>How many a key has at most.</summary>
    public const int MostOfKey = 10;

    private const long LongestOverride = 31_536_000;

    public static readonly Error NotFound = new(
        RateLimitErrorCodes.NotFound, "The organisation has no such rate limit.", ErrorKind.NotFound);

    public static readonly Error InUse = new(
        RateLimitErrorCodes.InUse, "Keys have this rate limit. Take it away from them first.", ErrorKind.Conflict);

    public static readonly Error TooMany = new(
        RateLimitErrorCodes.TooMany, $"An organisation has at most {MostOfOrg} rate limits. Delete one first.", ErrorKind.Conflict);

    public static readonly Error NotOfKey = new(KeyErrorCodes.RateLimitNotFound, "The key does not have this rate limit.", ErrorKind.NotFound);

    public static readonly Error KeyHasMost = new(
        KeyErrorCodes.InvalidRateLimit, $"A key has at most {MostOfKey} rate limits. Take one away first.", ErrorKind.Conflict);

    public static Error? Check(string name, SetRateLimitRequest request) =>
        !OrgSlug.IsValid(name) ? Refuse("name", $"A name is made of a-z, 0-9 and single hyphens within, at most {OrgSlug.MaxLength} characters.")
        : CheckSize(request.Permits, request.WindowSeconds)
            ?? (!Enum.IsDefined(request.Sharing) ? Refuse("sharing", "sharing is key or owner.")
            : !Descriptions.IsValid(request.Description) ? Refuse("description", Descriptions.Rule)
            : null);

    public static Error? Check(SetKeyRateLimitRequest request) =>
        (request.Permits is null) != (request.WindowSeconds is null) || (request.Permits is null && request.ExpiresIn is not null)
            ? Refuse("permits", "permits and windowSeconds come together, and expiresIn with them only.")
            : (request is { Permits: { } permits, WindowSeconds: { } window } ? CheckSize(permits, window) : null)
                ?? (request.ExpiresIn is < 1 or > LongestOverride
                    ? Refuse("expiresIn", $"expiresIn is a number of seconds from 1 to {LongestOverride}, or absent for ever.")
                    : null);

    /// <summary>The names that a key is to have, each once; whether there are such limits is for the store to say.</summary>
    public static Error? CheckNames(IReadOnlyList<string>? names) =>
        names is null || (names.Count <= MostOfKey && names.All(OrgSlug.IsValid) && names.Distinct(StringComparer.Ordinal).Count() == names.Count)
            ? null
            : Error.Field(KeyErrorCodes.InvalidRateLimit, "rateLimits", $"A key has at most {MostOfKey} rate limits, each once, by name.");

    public static Error? CheckKnown(IEnumerable<string> names, IReadOnlySet<string> known) =>
        names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? Error.Field(KeyErrorCodes.InvalidRateLimit, "rateLimits", $"The organisation has no rate limit {unknown}. Make it first.")
            : null;

    private static Error? CheckSize(int permits, int windowSeconds) =>
        permits is < 1 or > RateLimit.MostPermits ? Refuse("permits", $"permits is a number from 1 to {RateLimit.MostPermits}.")
        : !new RateLimit(permits, TimeSpan.FromSeconds(windowSeconds)).IsValid
            ? Refuse("windowSeconds", $"windowSeconds is a number from 1 to {(int)RateLimit.LongestWindow.TotalSeconds}.")
            : null;

    private static Error Refuse(string field, string message) => Error.Field(RateLimitErrorCodes.Invalid, field, message);
}
