using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Roles;

/// <summary>The roles that exist in an organisation, and whether one may be given.</summary>
public sealed class RoleCatalog(IRoleStore store)
{
    /// <summary>What a role holds; null when there is no such role in the organisation.</summary>
    public async Task<IReadOnlyList<string>?> PermissionsOfAsync(OrgId org, string role, CancellationToken cancellationToken) =>
        RolePermissions.Of(role)
        // What can't be a name is not looked for: not every text can be asked of every database.
        ?? (RoleName.IsValid(role) ? (await store.FindAsync(org, role, cancellationToken).ConfigureAwait(false))?.Permissions : null);

    /// <summary>Whether the caller may give a role to somebody, or take it away from them; null when they may.</summary>
    public async Task<Error?> CheckGiveAsync(OrgGrant grant, string role, CancellationToken cancellationToken)
    {
        var permissions = await PermissionsOfAsync(grant.Org.Id, role, cancellationToken).ConfigureAwait(false);
        return permissions switch
        {
            null => Error.Field(
                MembershipErrorCodes.UnknownRole, "role",
                $"There is no such role; there are {string.Join(", ", BuiltInRoles.All)} and the organisation's own."),
            _ when role == BuiltInRoles.Owner && !grant.IsOwner => MemberRefusals.RoleTooHigh,
            _ => grant.MayGive(permissions) ? null : MemberRefusals.RoleTooHigh,
        };
    }

    /// <summary>The first refusal among several roles. One that was deleted meanwhile can be taken away by anybody.</summary>
    internal async Task<Error?> CheckGiveAsync(OrgGrant grant, IEnumerable<string> roles, CancellationToken cancellationToken)
    {
        foreach (var role in roles.Distinct(StringComparer.Ordinal))
        {
            if (await CheckGiveAsync(grant, role, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
