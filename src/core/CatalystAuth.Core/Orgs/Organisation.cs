using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Orgs;

/// <summary>An organisation as it is stored.</summary>
public sealed class Organisation
{
    /// <summary>Its id.</summary>
    public required OrgId Id { get; init; }

    /// <summary>Its slug.</summary>
    public required string Slug { get; set; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>The logo of its profile.</summary>
    public string? LogoUrl { get; set; }

    /// <summary>Whether it can be used.</summary>
    public OrgStatus Status { get; set; } = OrgStatus.Active;

    /// <summary>Who owns it.</summary>
    public required UserId OwnerUserId { get; set; }

    /// <summary>Labels set on it.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public Org ToContract() => new(Id, Slug, Name, Status, OwnerUserId, Labels.Texts(), Version, CreatedAt, UpdatedAt)
    {
        ExpiringLabels = Labels.Expiring(),
        LogoUrl = LogoUrl,
    };
}
