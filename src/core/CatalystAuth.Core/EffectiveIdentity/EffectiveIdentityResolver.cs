using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Reads what a user is and may do in an organisation, from the stores as they are now. What decides (use cases, new tokens) asks
/// here; what only shows it may ask <see cref="EffectiveIdentityCache"/>.
/// </summary>
public sealed class EffectiveIdentityResolver(
    IUserStore users, IOrgStore orgs, IMembershipStore memberships, IGroupStore groups, IGroupMemberStore groupMembers, IBindingStore bindings,
    IRoleStore roles, IPermissionStore permissions, ILabelSchemaStore labelSchemas, IEntitlementStore entitlements, TimeProvider time)
{
    /// <summary>
    /// The merged identity; null when the user is not a member, one of both does not exist, or the organisation is stopped.
    /// </summary>
    public async Task<EffectiveUser?> ResolveAsync(UserId userId, OrgRef reference, CancellationToken cancellationToken) =>
        (await FindAsync(userId, reference, cancellationToken).ConfigureAwait(false))?.Identity;

    internal async Task<ResolvedIdentity?> FindAsync(UserId userId, OrgRef reference, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            ? await ResolveAsync(userId, org, cancellationToken).ConfigureAwait(false)
            : null;

    internal Task<ResolvedIdentity?> ResolveAsync(UserId userId, Organisation org, CancellationToken cancellationToken) =>
        org.Status == OrgStatus.Active ? ReadAsync(userId, org, whole: true, cancellationToken) : Task.FromResult<ResolvedIdentity?>(null);

    /// <summary>
    /// Roles and permissions, for who has to decide. Labels' schemas and entitlements are not read, as nothing of it depends on them; and a
    /// stopped organisation counts as any other, as <c>OrgAccess</c> looks at the status itself.
    /// </summary>
    internal Task<ResolvedIdentity?> ResolveAuthorityAsync(UserId userId, Organisation org, CancellationToken cancellationToken) =>
        ReadAsync(userId, org, whole: false, cancellationToken);

    private async Task<ResolvedIdentity?> ReadAsync(UserId userId, Organisation org, bool whole, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(org.Id, userId, cancellationToken).ConfigureAwait(false) is not { } membership
            || await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return null;
        }

        var now = time.Now();
        var direct = await groupMembers.ListOfMemberAsync(org.Id, userId, cancellationToken).ConfigureAwait(false);
        var all = await WithAboveAsync(org.Id, direct, cancellationToken).ConfigureAwait(false);
        string[] subjects = [userId.ToString(), org.Id.ToString(), .. all.Select(group => group.Id.ToString())];
        var bound = await bindings.ListLiveAsync(org.Id, subjects, now, cancellationToken).ConfigureAwait(false);
        var names = bound.Select(binding => binding.Role).Concat(all.SelectMany(group => group.Roles)).Append(membership.Role);
        var sources = new IdentitySources(user, org, membership)
        {
            Groups = all,
            DirectGroups = direct.Select(group => group.Id).ToHashSet(),
            Bindings = bound,
            CustomRoles = names.Any(name => RolePermissions.Of(name) is null)
                ? (await roles.ListAsync(org.Id, cancellationToken).ConfigureAwait(false)).ToDictionary(role => role.Name, role => role.Permissions)
                : new Dictionary<string, IReadOnlyList<string>>(),
            Schemas = new(whole ? await labelSchemas.ListAsync([org.Id], cancellationToken).ConfigureAwait(false) : []),
            OwnPermissions = membership.Role == BuiltInRoles.Owner
                ? [.. (await permissions.ListAsync(org.Id, cancellationToken).ConfigureAwait(false)).Select(definition => definition.Name)]
                : [],
            Entitlements = whole ? await entitlements.ReadAsync(org.Id, userId, cancellationToken).ConfigureAwait(false) : null,
        };
        return IdentityMerge.Merge(sources, now);
    }

    // Who is in a group is in all above it.
    private async Task<IReadOnlyList<OrgGroup>> WithAboveAsync(
        OrgId org, IReadOnlyList<OrgGroup> direct, CancellationToken cancellationToken)
    {
        var above = direct.SelectMany(group => GroupPaths.Above(group.Path)).Except(direct.Select(group => group.Path)).ToList();
        if (above.Count == 0)
        {
            return direct;
        }

        var found = await groups.FindByPathsAsync(org, above, cancellationToken).ConfigureAwait(false);
        return [.. direct.Concat(found).OrderBy(group => group.Path, StringComparer.Ordinal)];
    }
}
