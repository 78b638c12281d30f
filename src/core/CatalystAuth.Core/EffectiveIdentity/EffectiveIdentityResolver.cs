using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>What a user is and may do in an organisation. Tokens and <c>/v1/me/effective</c> both come from here.</summary>
public sealed class EffectiveIdentityResolver(
    IUserStore users, IOrgStore orgs, IMembershipStore memberships, IPermissionStore permissions)
{
    /// <summary>The merged identity; null when the user is not a member or one of both does not exist.</summary>
    public async Task<EffectiveUser?> ResolveAsync(UserId userId, OrgRef reference, CancellationToken cancellationToken)
    {
        if (await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is not { } org
            || await memberships.FindAsync(org.Id, userId, cancellationToken).ConfigureAwait(false) is not { } membership
            || await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return null;
        }

        var role = new Provenance("role", membership.Role);
        var held = (RolePermissions.Of(membership.Role) ?? []).Select(permission => new EffectivePermission(permission, role));
        if (membership.Role == BuiltInRoles.Owner)
        {
            var own = await permissions.ListAsync(org.Id, cancellationToken).ConfigureAwait(false);
            held = held.Concat(own.Select(definition => new EffectivePermission(definition.Name, role)));
        }

        return new EffectiveUser(
            userId, org.Id, org.Slug, membership.Role, [membership.Role], Groups: [], MergeLabels(user, org, membership),
            [.. held.OrderBy(permission => permission.Permission, StringComparer.Ordinal)], Plan: null);
    }

    private static IReadOnlyList<EffectiveLabel> MergeLabels(UserAccount user, Organisation org, Membership membership) => LabelMerge.Merge(
        [.. user.Labels.Select(entry => entry.Label)], new Provenance("user", user.Id.ToString()),
        [.. org.Labels.Select(entry => entry.Label)], new Provenance("org", org.Id.ToString()),
        membership.LabelsDelta, new Provenance("membership", membership.Id.ToString()));
}
