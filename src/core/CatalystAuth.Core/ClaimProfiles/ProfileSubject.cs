using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Whom a token is for, as an access token would say it.</summary>
/// <param name="Claims">What an access token for the same would say.</param>
/// <param name="Email">The user's address; null when it is not proven.</param>
internal sealed record ProfileSubject(AccessToken Claims, string? Email = null)
{
    /// <summary>The lines of a mapping that apply, in order. What is reserved is never given, also where it was stored before it became so.</summary>
    public IReadOnlyList<ClaimMapping> Select(ProfileDocument document, IReadOnlyList<ClaimMapping> map) =>
        [.. map.Where(line => Has(line) && ReservedNames.FindIn(document.Name, line.To) is null)];

    private bool Has(ClaimMapping line) =>
        line.Role is { } role ? role == Claims.Role || In(Claims.Roles, role)
        : line.Group is { } group ? In(Claims.Groups, group)
        : line.Label is { } label ? In(Claims.Labels, label)
        : line.Scope is { } scope && In(Claims.Scopes(), scope);

    private static bool In(IReadOnlyList<string>? list, string value) => list?.Contains(value, StringComparer.Ordinal) == true;
}
