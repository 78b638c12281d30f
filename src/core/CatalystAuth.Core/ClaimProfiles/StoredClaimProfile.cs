using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>A claim profile as it is stored; its secret is sealed.</summary>
public sealed class StoredClaimProfile
{
    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>What tokens are asked for with.</summary>
    public required string Audience { get; init; }

    /// <summary>The kind of system.</summary>
    public required string Profile { get; set; }

    /// <summary>Who has what there.</summary>
    public required IReadOnlyList<ClaimMapping> Map { get; set; }

    /// <summary>What those have to whom no line applies.</summary>
    public string? Otherwise { get; set; }

    /// <summary>The life of the tokens in seconds; null for the usual one.</summary>
    public int? Lifetime { get; set; }

    /// <summary>Its secret; see <see cref="ClaimProfileSecrets"/>. Null for none.</summary>
    public byte[]? SealedSecret { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The <c>aud</c> of its tokens. It begins with the organisation, so that no other can have tokens that say the same.</summary>
    public string TokenAudience => $"{OrgId}/{Audience}";

    /// <summary>As it was set.</summary>
    public ClaimProfileSettings Settings => new(Map, Otherwise, Lifetime);

    /// <summary>As the wire has it.</summary>
    public ClaimProfile ToContract() => new(
        OrgId, Audience, Profile, Settings, TokenAudience, SealedSecret is not null, CreatedAt, UpdatedAt, Version);

    /// <summary>As events have it.</summary>
    internal ClaimProfileState ToState() => new(Profile, Map, SealedSecret is not null, Otherwise, Lifetime);
}
