using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Roles;

/// <summary>The roles' use cases behind their contract.</summary>
internal sealed class Roles(
    OrgAccess access, IRoleStore store, IBindingStore bindings, ChangeRoles change, ChangeBindings changeBindings, PlatformBindings platform,
    ClientLabels clientLabels, TimeProvider time) : IRoles
{
    public async Task<Result<IReadOnlyList<Role>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.RolesRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        var own = await store.ListAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false);
        return BuiltInRoles.All
            .Select(name => new Role(null, name, null, [.. RolePermissions.Of(name)!.Order(StringComparer.Ordinal)], BuiltIn: true, Version: 1))
            .Concat(own.Select(role => role.ToContract()))
            .ToList();
    }

    public async Task<Result<Role>> GetAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.RolesRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var error) ? error
            : await store.FindAsync(granted.Org.Id, role, cancellationToken).ConfigureAwait(false) is { } found ? found.ToContract()
            : RoleChecks.NotFound;
    }

    public Task<Result<Role>> CreateAsync(OrgRef org, CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        change.CreateAsync(org, request, cancellationToken);

    public Task<Result<Role>> UpdateAsync(
        OrgRef org, RoleId role, UpdateRoleRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        change.UpdateAsync(org, role, request, ifVersion, cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default) =>
        change.DeleteAsync(org, role, cancellationToken);

    public async Task<Result<Page<RoleBinding>>> ListBindingsAsync(
        OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.RolesRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var found = await bindings.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false);
        return found.Map(list => new Page<RoleBinding>([.. list.Items.Select(binding => binding.ToContract())], list.NextCursor));
    }

    public Task<Result<RoleBinding>> BindAsync(OrgRef org, CreateBindingRequest request, CancellationToken cancellationToken = default) =>
        changeBindings.BindAsync(org, request, cancellationToken);

    public Task<Result> UnbindAsync(OrgRef org, BindingId binding, CancellationToken cancellationToken = default) =>
        changeBindings.UnbindAsync(org, binding, cancellationToken);

    public Task<Result<Page<RoleBinding>>> ListPlatformBindingsAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        platform.ListAsync(page, cancellationToken);

    public Task<Result<RoleBinding>> BindOnPlatformAsync(CreateBindingRequest request, CancellationToken cancellationToken = default) =>
        platform.BindAsync(request, cancellationToken);

    public Task<Result> UnbindOnPlatformAsync(BindingId binding, CancellationToken cancellationToken = default) =>
        platform.UnbindAsync(binding, cancellationToken);

    public async Task<Result<Page<Member>>> ListHoldersAsync(
        OrgRef org, string permission, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.RolesRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var roles = await RolesWithAsync(granted.Org.Id, permission, cancellationToken).ConfigureAwait(false);
        var holders = await bindings.ListHoldersAsync(granted.Org.Id, roles, time.Now(), request, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(granted.Org.Id, holders, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The names of the roles that hold a permission in an organisation. An owner holds every one that exists there.</summary>
    internal async Task<IReadOnlyList<string>> RolesWithAsync(OrgId org, string permission, CancellationToken cancellationToken)
    {
        var own = await store.ListAsync(org, cancellationToken).ConfigureAwait(false);
        return
        [
            .. BuiltInRoles.All.Where(name => RolePermissions.Of(name)!.Contains(permission)
                || (name == BuiltInRoles.Owner && Permissions.Permissions.CanBeDefined(permission))),
            .. own.Where(role => role.Permissions.Contains(permission)).Select(role => role.Name),
        ];
    }
}
