using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Tokens.ClaimProfiles;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Checks what a claim profile is made of. Pure.</summary>
internal static class ClaimProfileChecks
{
    /// <summary>How many an organisation may have.</summary>
    public const int MaxCount = 50;

    private const int MaxLines = 100;
    private const int MaxValueLength = 128;
    private const int MaxFromLength = 512;
    private const int MaxSecretLength = 512;
    private const int ShortestLife = 30;

    public static readonly Error NotFound = new(
        ClaimProfileErrorCodes.NotFound, "The organisation has no claim profile for this audience.", ErrorKind.NotFound);

    public static readonly Error TooMany = new(
        ClaimProfileErrorCodes.TooMany, $"There are {MaxCount} claim profiles already. Delete one first.", ErrorKind.Conflict);

    public static readonly Error SecretNeeded = Secret("Systems of this kind verify with a secret: send the one that it has.");

    /// <summary>The kind of a request that is well-formed.</summary>
    public static Result<ProfileDocument> Check(string audience, SetClaimProfileRequest request)
    {
        if (!OrgSlug.IsValid(audience))
        {
            return Invalid("audience", "An audience is made of a-z, 0-9 and single hyphens between them, at most 63 characters.");
        }

        if (ProfileCatalogue.Find(request.Profile) is not { } document)
        {
            return Invalid("profile", $"profile is one of {string.Join(", ", ClaimProfileNames.All)}.");
        }

        var settings = request.Settings ?? new();
        return (CheckLife(settings) ?? CheckMap(document, settings) ?? CheckSecret(document, request.Secret)) is { } error ? error : document;
    }

    private static Error? CheckLife(ClaimProfileSettings settings) => settings.Lifetime is null or (>= ShortestLife and <= ProfileCatalogue.LongestLife)
        ? null
        : Invalid("settings.lifetime", $"lifetime is a number of seconds from {ShortestLife} to {ProfileCatalogue.LongestLife}.");

    private static Error? CheckMap(ProfileDocument document, ClaimProfileSettings settings)
    {
        var map = settings.Map ?? [];
        if (map.Count > MaxLines)
        {
            return Invalid("settings.map", $"A mapping has at most {MaxLines} lines.");
        }

        // Who is given access is named; nobody gets some of Qdrant for being there.
        if (settings.Otherwise is { } otherwise
            && (document.Access is not null ? Invalid("settings.otherwise", "Access is given by lines only.") : CheckValue(document, otherwise, "settings.otherwise")) is { } error)
        {
            return error;
        }

        return document.NeedsMapping && map.Count == 0 && settings.Otherwise is null
            ? Invalid("settings.map", "Nobody would have anything there: say with map or otherwise who has what.")
            : map.Select((line, i) => CheckLine(document, line, $"settings.map[{i}]")).FirstOrDefault(fault => fault is not null);
    }

    private static Error? CheckLine(ProfileDocument document, ClaimMapping? line, string field)
    {
        if (line is null)
        {
            return Invalid(field, "A line is needed, not null.");
        }

        string?[] from = [line.Role, line.Group, line.Scope, line.Label];
        if (from.Count(name => name is not null) != 1 || from.Any(name => name is { Length: 0 or > MaxFromLength }))
        {
            return Invalid(field, "A line has exactly one of role, group, scope and label.");
        }

        if (document.Access is null)
        {
            return line.Access is null ? CheckValue(document, line.To, $"{field}.to") : Invalid($"{field}.access", "Systems of this kind have no access beside the name.");
        }

        if (line.To != ProfileClaims.Everything)
        {
            return !document.Access.Contains(line.Access)
                ? Invalid($"{field}.access", $"access is one of {string.Join(", ", document.Access)}.")
                : CheckValue(document, line.To, $"{field}.to");
        }

        // A scope is granted, in a key or by a role; a label or a role is easily given without thinking of this.
        return !document.AccessToAll!.Contains(line.Access) || line.Scope is null
            ? Invalid(field, $"On all, access is one of {string.Join(", ", document.AccessToAll!)}, and is given to a scope.")
            : null;
    }

    private static Error? CheckValue(ProfileDocument document, string value, string field) =>
        ReservedNames.FindIn(document.Name, value) is { } reserved
            ? Error.Field(ClaimProfileErrorCodes.ReservedName, field, $"{reserved.Name} is not given by a mapping: {reserved.Why}")
        : document.Values is { } values && !values.Contains(value, StringComparer.Ordinal)
            ? Invalid(field, $"It is one of {string.Join(", ", values)}.")
        : IsName(value) ? null
        : Invalid(field, $"It is 1 to {MaxValueLength} of the letters A-Z and a-z, digits, and . _ : @ / -, a letter, digit or _ first.");

    // Neither a space nor a comma: some systems take what is between them for names of their own.
    private static bool IsName(string value) => value.Length is > 0 and <= MaxValueLength
        && (char.IsAsciiLetterOrDigit(value[0]) || value[0] == '_')
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '@' or '/' or '-');

    private static Error? CheckSecret(ProfileDocument document, string? secret) =>
        secret is null ? null
        : !document.HasSecret ? Secret("Systems of this kind verify with public keys and have no secret.")
        : secret.Length is < ProfileToken.MinSecretBytes or > MaxSecretLength || secret.Any(c => c is <= ' ' or > '~')
            ? Secret($"The secret has {ProfileToken.MinSecretBytes} to {MaxSecretLength} visible ASCII characters. A shorter one could be found out.")
        : null;

    private static Error Secret(string message) => Error.Field(ClaimProfileErrorCodes.InvalidSecret, "secret", message);

    private static Error Invalid(string field, string message) => Error.Field(ClaimProfileErrorCodes.Invalid, field, message);
}
