using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.ClaimProfiles;

/// <summary>How tokens for one audience look to the system that reads them.</summary>
/// <param name="OrgId">The organisation.</param>
/// <param name="Audience">What tokens are asked for with.</param>
/// <param name="Profile">The kind of system: one of <see cref="ClaimProfileNames"/>.</param>
/// <param name="Settings">Who has what there.</param>
/// <param name="TokenAudience">The <c>aud</c> of the tokens, which the system is to be told: no other organisation's tokens have it.</param>
/// <param name="HasSecret">Whether it has a secret of its own to sign with.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Version">Goes up with each change.</param>
public sealed record ClaimProfile(
    OrgId OrgId, string Audience, string Profile, ClaimProfileSettings Settings, string TokenAudience, bool HasSecret, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, int Version);

/// <summary>What makes a claim profile.</summary>
/// <param name="Profile">The kind of system: one of <see cref="ClaimProfileNames"/>.</param>
/// <param name="Settings">Who has what there; null for the profile's usual ones.</param>
/// <param name="Secret">
/// What to sign with, for systems that verify with a secret: at least 32 bytes of visible ASCII. It is never shown again. Null keeps the one
/// that there is.
/// </param>
public sealed record SetClaimProfileRequest(string Profile, ClaimProfileSettings? Settings = null, string? Secret = null)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"{nameof(SetClaimProfileRequest)} {{ Profile = {Profile} }}";
}

/// <summary>Who has what in the other system.</summary>
/// <param name="Map">The lines, in order: all that apply count, and the first is the one that counts where there can be only one.</param>
/// <param name="Otherwise">What those have to whom no line applies; null to give them no token.</param>
/// <param name="Lifetime">The life of the tokens in seconds, 30 to 3600; null for 300. The other system does not hear of revocations.</param>
public sealed record ClaimProfileSettings(IReadOnlyList<ClaimMapping>? Map = null, string? Otherwise = null, int? Lifetime = null);

/// <summary>A line of a mapping: who has this here has that there. Exactly one of role, group, scope and label is given.</summary>
/// <param name="To">The role, group, policy, scope or collection there; <c>*</c> for all collections.</param>
/// <param name="Role">A role in the organisation.</param>
/// <param name="Group">The path of a group.</param>
/// <param name="Scope">A scope that the token was granted.</param>
/// <param name="Label">A label, as it stands.</param>
/// <param name="Access">Qdrant: <c>r</c>, <c>prw</c> or <c>rw</c> on a collection; <c>r</c> or <c>m</c> on all.</param>
public sealed record ClaimMapping(
    string To, string? Role = null, string? Group = null, string? Scope = null, string? Label = null, string? Access = null);
