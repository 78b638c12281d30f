using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Roles;

/// <summary>A role of an organisation's own as it is stored.</summary>
public sealed class CustomRole
{
    /// <summary>Its id.</summary>
    public required RoleId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>Its name, unique in the organisation. It stays, as members and groups go by it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>What it holds.</summary>
    public required IReadOnlyList<string> Permissions { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As the wire has it.</summary>
    public Role ToContract() => new(Id, Name, Description, Permissions, BuiltIn: false, Version);
}

/// <summary>A binding as it is stored.</summary>
public sealed class StoredBinding
{
    /// <summary>Its id.</summary>
    public required BindingId Id { get; init; }

    /// <summary>Who has the role: the wire form of an id.</summary>
    public required string Subject { get; init; }

    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>How far it reaches.</summary>
    public required BindingScope Scope { get; init; }

    /// <summary>The organisation; null for the platform.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>The group of a scope that is one.</summary>
    public required GroupId? GroupId { get; init; }

    /// <summary>When it stops; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who made it.</summary>
    public required UserId CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As the wire has it.</summary>
    public RoleBinding ToContract() => new(Id, Subject, Role, Scope, OrgId, GroupId, ExpiresAt, CreatedBy, CreatedAt);
}
