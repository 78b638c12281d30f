using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;

namespace CatalystAuth.Core.Roles;

/// <summary>Where the roles of organisations are kept.</summary>
public interface IRoleStore
{
    /// <summary>All of an organisation's own, by name.</summary>
    Task<IReadOnlyList<CustomRole>> ListAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>One by name, not to be changed.</summary>
    Task<CustomRole?> FindAsync(OrgId org, string name, CancellationToken cancellationToken);

    /// <summary>One by id, to be changed.</summary>
    Task<CustomRole?> FindAsync(OrgId org, RoleId id, CancellationToken cancellationToken);

    /// <summary>Whether a membership, a group or a binding of the organisation has the role.</summary>
    Task<bool> IsInUseAsync(OrgId org, string name, CancellationToken cancellationToken);

    /// <summary>The keys to which a role is bound at a time.</summary>
    Task<IReadOnlyList<KeyId>> ListKeysAsync(OrgId org, string name, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(CustomRole role);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(CustomRole role);
}

/// <summary>Where role bindings are kept.</summary>
public interface IBindingStore
{
    /// <summary>One by id.</summary>
    Task<StoredBinding?> FindAsync(BindingId id, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, or of the platform's when it is null; oldest first.</summary>
    Task<Result<Page<StoredBinding>>> ListAsync(OrgId? org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those of an organisation whose subject is among these and that hold at a time.</summary>
    Task<IReadOnlyList<StoredBinding>> ListLiveAsync(
        OrgId org, IReadOnlyCollection<string> subjects, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those that hold in one group only.</summary>
    Task<IReadOnlyList<StoredBinding>> ListInGroupAsync(GroupId group, CancellationToken cancellationToken);

    /// <summary>All of the platform that hold at a time. There are few.</summary>
    Task<IReadOnlyList<StoredBinding>> ListPlatformAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// A page of the members who have one of these roles in the whole organisation, by membership, group or binding; oldest first.
    /// </summary>
    Task<Result<Page<Member>>> ListHoldersAsync(
        OrgId org, IReadOnlyCollection<string> roles, DateTimeOffset now, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredBinding binding);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredBinding binding);
}
