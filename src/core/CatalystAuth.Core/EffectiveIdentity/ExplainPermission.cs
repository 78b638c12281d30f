using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Permissions;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>Says why somebody holds a permission, or which roles would give it to them.</summary>
internal sealed class ExplainPermission(Roles.Roles roles, IPermissionStore permissions)
{
    public async Task<Result<Explanation>> RunAsync(EffectiveUser identity, string permission, CancellationToken cancellationToken)
    {
        if (!PermissionName.IsValid(permission))
        {
            return Error.Field(PermissionErrorCodes.Invalid, "permission", Permissions.Permissions.Rule);
        }

        var granting = await roles.RolesWithAsync(identity.Org, permission, cancellationToken).ConfigureAwait(false);
        var grants = identity.Roles.Where(role => granting.Contains(role.Role)).ToList();
        var exists = BuiltInPermissions.All.Contains(permission)
            || (await permissions.ListAsync(identity.Org, cancellationToken).ConfigureAwait(false)).Any(definition => definition.Name == permission);
        return new Explanation(
            identity.UserId, identity.Org, permission, exists && grants.Exists(role => role.Scope is null), exists ? grants : [],
            exists ? granting : []);
    }
}
