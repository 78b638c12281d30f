using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Tokens;

namespace CatalystAuth.Core.Keys;

/// <summary>Checks what a key is made of. Pure.</summary>
internal static class KeyChecks
{
    private const int MaxScopes = 100;

    // Scopes go into every token and header, so all of them together have to stay small.
    private const int MaxScopesLength = 1024;

    private const long ShortestLife = 60;
    private const long LongestLife = 315_360_000;
    private const long LongestEphemeral = 86_400;

    public static Error? CheckName(string? name) =>
        DisplayNames.IsValid(name) ? null : Error.Field(KeyErrorCodes.InvalidName, "name", DisplayNames.Rule);

    public static Error? CheckDescription(string? description) =>
        Descriptions.IsValid(description) ? null : Error.Field(RequestErrorCodes.Invalid, "description", Descriptions.Rule);

    public static Error? CheckScopes(IReadOnlyList<string> scopes)
    {
        if (scopes.Count is 0 or > MaxScopes || scopes.Sum(scope => (scope?.Length ?? 0) + 1) > MaxScopesLength)
        {
            return Error.Field(
                KeyErrorCodes.InvalidScope, "scopes", $"A key has 1 to {MaxScopes} scopes, together at most {MaxScopesLength} characters.");
        }

        return scopes.All(scope => BuiltInPermissions.All.Contains(scope) || Permissions.Permissions.CanBeDefined(scope))
            && scopes.Distinct(StringComparer.Ordinal).Count() == scopes.Count
                ? null
                : Error.Field(KeyErrorCodes.InvalidScope, "scopes", $"Each scope stands once. {Permissions.Permissions.Rule}");
    }

    public static Error? CheckLife(KeyKind kind, long? seconds)
    {
        if (kind == KeyKind.Ephemeral && seconds is not (>= ShortestLife and <= LongestEphemeral))
        {
            return Error.Field(
                KeyErrorCodes.InvalidLife, "expiresIn",
                $"An ephemeral key has an expiresIn of {ShortestLife} to {LongestEphemeral} seconds.");
        }

        return seconds is null or (>= ShortestLife and <= LongestLife)
            ? null
            : Error.Field(
                KeyErrorCodes.InvalidLife, "expiresIn",
                $"expiresIn is a number of seconds from {ShortestLife} to {LongestLife}, or absent for never.");
    }

    /// <summary>The networks in their one form.</summary>
    public static Result<IReadOnlyList<string>> CheckAddresses(IReadOnlyList<string>? addresses)
    {
        var canonical = (addresses ?? []).Select(KeyAddresses.Canonical).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return addresses is null || (addresses.Count <= KeyAddresses.MaxCount && canonical.Count == addresses.Count)
            ? canonical
            : Error.Field(
                KeyErrorCodes.InvalidAddress, "addresses",
                $"addresses are at most {KeyAddresses.MaxCount} addresses and networks of IPv4 or IPv6, each once, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32, with no bit set behind the prefix.");
    }

    public static Error? CheckAudiences(IReadOnlyList<string>? audiences) =>
        audiences is null || Audiences.AreValid(audiences) ? null : Error.Field(KeyErrorCodes.InvalidAudience, "audiences", Audiences.Rule);
}
