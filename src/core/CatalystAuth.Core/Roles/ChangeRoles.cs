using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Roles;

/// <summary>Creates, changes and deletes an organisation's own roles.</summary>
internal sealed class ChangeRoles(
    OrgAccess access, IRoleStore roles, IOrgStore orgs, Permissions.Permissions permissions, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Role>> CreateAsync(OrgRef reference, CreateRoleRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Role>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, BuiltInPermissions.RolesWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                if ((RoleChecks.CheckName(request.Name) ?? RoleChecks.CheckDescription(request.Description)
                    ?? RoleChecks.CheckPermissions(grant, request.Permissions, [])) is { } error)
                {
                    return error;
                }

                await orgs.LockAsync(grant.Org.Id, ct).ConfigureAwait(false);
                var known = await roles.ListAsync(grant.Org.Id, ct).ConfigureAwait(false);
                if (known.Any(role => role.Name == request.Name) || known.Count >= RoleChecks.MaxRoles)
                {
                    return known.Count >= RoleChecks.MaxRoles ? RoleChecks.TooMany : RoleChecks.NameTaken;
                }

                return await DefineAsync(grant, request.Permissions, ct).ConfigureAwait(false) is { } undefined
                    ? undefined
                    : Add(grant.Org.Id, request);
            },
            cancellationToken,
            onDuplicate: RoleChecks.NameTaken);

    public Task<Result<Role>> UpdateAsync(
        OrgRef reference, RoleId id, UpdateRoleRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Role>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, BuiltInPermissions.RolesWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                if (await roles.FindAsync(grant.Org.Id, id, ct).ConfigureAwait(false) is not { } role)
                {
                    return RoleChecks.NotFound;
                }

                if (ifVersion is not null && ifVersion != role.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var error = RoleChecks.CheckDescription(request.Description)
                    ?? (request.Permissions is null ? null : RoleChecks.CheckPermissions(grant, request.Permissions, role.Permissions))
                    ?? (request.Permissions is null ? null : await DefineAsync(grant, request.Permissions, ct).ConfigureAwait(false));
                return error is null ? await ChangeAsync(role, request, ct).ConfigureAwait(false) : error;
            },
            cancellationToken);

    public async Task<Result> DeleteAsync(OrgRef reference, RoleId id, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, BuiltInPermissions.RolesWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(grant.Org.Id, ct).ConfigureAwait(false);
                if (await roles.FindAsync(grant.Org.Id, id, ct).ConfigureAwait(false) is not { } role)
                {
                    return RoleChecks.NotFound;
                }

                if (await roles.IsInUseAsync(grant.Org.Id, role.Name, ct).ConfigureAwait(false))
                {
                    return RoleChecks.InUse;
                }

                roles.Remove(role);
                journal.Write(grant.Org.Id, id.ToString(), new RoleDeleted(StateOf(role)));
                invalidations.Role(grant.Org.Id, role.Name);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    // An owner defines a permission by using it, as with the scopes of keys.
    private async Task<Error?> DefineAsync(OrgGrant grant, IReadOnlyList<string> wanted, CancellationToken cancellationToken) =>
        grant.IsOwner ? await permissions.DefineNewAsync(grant.Org.Id, wanted, cancellationToken).ConfigureAwait(false) : null;

    private Role Add(OrgId org, CreateRoleRequest request)
    {
        var now = time.Now();
        var role = new CustomRole
        {
            Id = TypeId.New<RoleId>(now),
            OrgId = org,
            Name = request.Name,
            Description = Descriptions.Clean(request.Description),
            Permissions = request.Permissions,
            CreatedAt = now,
        };
        roles.Add(role);
        journal.Write(org, role.Id.ToString(), new RoleCreated(StateOf(role)));
        return role.ToContract();
    }

    private async Task<Role> ChangeAsync(CustomRole role, UpdateRoleRequest request, CancellationToken cancellationToken)
    {
        var before = StateOf(role);
        var loses = request.Permissions is not null && role.Permissions.Except(request.Permissions, StringComparer.Ordinal).Any();
        role.Permissions = request.Permissions ?? role.Permissions;
        role.Description = request.Description is null ? role.Description : Descriptions.Clean(request.Description);
        var after = StateOf(role);
        if (EventJson.AreAlike(before, after))
        {
            return role.ToContract();
        }

        role.Version++;
        journal.Write(role.OrgId, role.Id.ToString(), new RoleUpdated(before, after));
        if (loses)
        {
            invalidations.Role(role.OrgId, role.Name);

            // Their tokens name no role.
            foreach (var key in await roles.ListKeysAsync(role.OrgId, role.Name, time.Now(), cancellationToken).ConfigureAwait(false))
            {
                invalidations.KeyTokens(key, role.OrgId);
            }
        }
        else if (!before.Permissions.SequenceEqual(after.Permissions, StringComparer.Ordinal))
        {
            invalidations.RoleClaims(role.OrgId, role.Name);
        }

        return role.ToContract();
    }

    private static RoleState StateOf(CustomRole role) => new(role.Name, role.Permissions, role.Description);
}
