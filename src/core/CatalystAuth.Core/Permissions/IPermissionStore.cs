using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Permissions;

/// <summary>Where the permissions that organisations define are kept.</summary>
public interface IPermissionStore
{
    /// <summary>All of an organisation, by name.</summary>
    Task<IReadOnlyList<PermissionDefinition>> ListAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(PermissionDefinition definition);
}

/// <summary>A permission that an organisation defined.</summary>
public sealed class PermissionDefinition
{
    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary><c>resource:action</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it lets its holder do.</summary>
    public string? Description { get; set; }

    /// <summary>When it was defined.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
