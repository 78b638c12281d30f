using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Groups;

/// <summary>A group as it is stored.</summary>
public sealed class OrgGroup
{
    /// <summary>Its id.</summary>
    public required GroupId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The group above; null at the top.</summary>
    public GroupId? ParentId { get; set; }

    /// <summary>Its slug, unique among its siblings.</summary>
    public required string Slug { get; set; }

    /// <summary>See <see cref="Group.Path"/>; unique in the organisation.</summary>
    public required string Path { get; set; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Roles that everybody in it has.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Labels that everybody in it inherits.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public Group ToContract() => new(
        Id, OrgId, ParentId, Slug, Path, Name, Description, Roles, Labels.Texts(), Version, CreatedAt, UpdatedAt)
    {
        ExpiringLabels = Labels.Expiring(),
    };
}

/// <summary>That a member was put into a group.</summary>
public sealed class GroupMembership
{
    /// <summary>The group.</summary>
    public required GroupId GroupId { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The organisation of both.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}
