using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Roles;

/// <summary>The roles that exist in an organisation, and whether one may be given.</summary>
public sealed class RoleCatalog
{
    private readonly Func<string, IReadOnlyList<string>?> _builtIn = RolePermissions.Of;

    /// <summary>What a role holds; null when there is no such role in the organisation.</summary>
    public Task<IReadOnlyList<string>?> PermissionsOfAsync(OrgId org, string role, CancellationToken cancellationToken) =>
        Task.FromResult(_builtIn(role));

    /// <summary>Whether the caller may give a role to somebody, or take it away from them; null when they may.</summary>
    public async Task<Error?> CheckGiveAsync(OrgGrant grant, string role, CancellationToken cancellationToken)
    {
        var permissions = await PermissionsOfAsync(grant.Org.Id, role, cancellationToken).ConfigureAwait(false);
        return permissions switch
        {
            null => Error.Field(
                MembershipErrorCodes.UnknownRole, "role", $"There is no role \"{role}\" here; there are {string.Join(", ", BuiltInRoles.All)} and your own."),
            _ when role == BuiltInRoles.Owner && !grant.IsOwner => MemberRefusals.RoleTooHigh,
            _ => grant.MayGive(permissions) ? null : MemberRefusals.RoleTooHigh,
        };
    }
}
