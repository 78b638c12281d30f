using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Authorization;

/// <summary>Who may act on the whole installation. Asked by every use case that reaches beyond one organisation.</summary>
public sealed class PlatformAccess(
    CallContext call, IUserStore users, IBindingStore bindings, IMembershipStore memberships, IGroupMemberStore groupMembers,
    IOrgStore orgs, TimeProvider time)
{
    /// <summary>The refusal of a caller who does not hold one of <see cref="PlatformPermissions"/>; null when they do.</summary>
    public Task<Error?> RefuseAsync(string permission, CancellationToken cancellationToken) => RefuseAsync(call.Actor, permission, cancellationToken);

    /// <summary>The refusal of somebody who does not hold one of <see cref="PlatformPermissions"/>; null when they do.</summary>
    internal async Task<Error?> RefuseAsync(Actor actor, string permission, CancellationToken cancellationToken)
    {
        switch (actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.User { Impersonator: not null }:
                return Refusals.PlatformAdminRequired;
            case Actor.User caller:
                return await HoldsAsync(caller, permission, cancellationToken).ConfigureAwait(false) ? null : Refusals.PlatformAdminRequired;
            case Actor.Key key:
                return (await RolesOfKeyAsync(key, cancellationToken).ConfigureAwait(false)).Any(role => PlatformRolePermissions.Holds(role, permission))
                    ? null
                    : Refusals.PlatformAdminRequired;
            case Actor.System:
                return null;
            default:
                return Refusals.PlatformAdminRequired;
        }
    }

    /// <summary>Whether a user holds one of <see cref="PlatformPermissions"/>.</summary>
    public async Task<bool> HoldsAsync(Actor.User caller, string permission, CancellationToken cancellationToken) =>
        (await RolesOfAsync(caller.UserId, cancellationToken).ConfigureAwait(false)).Any(role => PlatformRolePermissions.Holds(role, permission));

    /// <summary>Whether a user has any platform role.</summary>
    internal async Task<bool> HasAnyRoleAsync(UserId user, CancellationToken cancellationToken) =>
        (await RolesOfAsync(user, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Whether a session is a user's own, or that of an admin who may still act as others, as a user who is no admin.</summary>
    internal async Task<bool> MayStillImpersonateAsync(UserSession session, CancellationToken cancellationToken) =>
        session.ImpersonatorId is not { } admin
        || (await HoldsAsync(new Actor.User(admin, default), PlatformPermissions.UsersImpersonate, cancellationToken).ConfigureAwait(false)
            && !await HasAnyRoleAsync(session.UserId, cancellationToken).ConfigureAwait(false));

    /// <summary>What a platform role allows in an organisation that the user is not in; null when they have none.</summary>
    internal async Task<OrgGrant?> GrantAsync(Organisation org, Actor.User user, CancellationToken cancellationToken)
    {
        if (user.Impersonator is not null)
        {
            return null;
        }

        var held = (await RolesOfAsync(user.UserId, cancellationToken).ConfigureAwait(false))
            .SelectMany(PlatformRolePermissions.InOrgs).ToHashSet(StringComparer.Ordinal);
        return held.Count == 0 ? null : new(org, user, IsOwner: false, held);
    }

    /// <summary>Whether a caller has a platform role, or one that holds all that it holds.</summary>
    internal async Task<bool> HasRoleAsync(Actor actor, string role, CancellationToken cancellationToken)
    {
        if (actor is not Actor.User { Impersonator: null } user)
        {
            return false;
        }

        var held = await RolesOfAsync(user.UserId, cancellationToken).ConfigureAwait(false);
        return held.Contains(role) || held.Contains(PlatformRolePermissions.Admin);
    }

    private async Task<IReadOnlyList<string>> RolesOfAsync(UserId userId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return [];
        }

        if (user.PlatformAdmin)
        {
            return [PlatformRolePermissions.Admin];
        }

        var roles = new List<string>();
        foreach (var binding in await bindings.ListPlatformAsync(time.Now(), cancellationToken).ConfigureAwait(false))
        {
            if (!roles.Contains(binding.Role) && await IsAboutAsync(binding.Subject, userId, cancellationToken).ConfigureAwait(false))
            {
                roles.Add(binding.Role);
            }
        }

        return roles;
    }

    private async Task<bool> IsAboutAsync(string subject, UserId user, CancellationToken cancellationToken)
    {
        if (OrgId.TryParse(subject, null, out var org))
        {
            return await memberships.FindAsync(org, user, cancellationToken).ConfigureAwait(false) is not null
                && await IsActiveAsync(org, cancellationToken).ConfigureAwait(false);
        }

        return GroupId.TryParse(subject, null, out var group)
            ? await groupMembers.IsWithinAsync(group, user, cancellationToken).ConfigureAwait(false)
            : subject == user.ToString();
    }

    // Who has a platform role through an organisation has none while that one is stopped.
    private async Task<bool> IsActiveAsync(OrgId org, CancellationToken cancellationToken) =>
        await orgs.FindAsync(org, cancellationToken).ConfigureAwait(false) is { Status: OrgStatus.Active };

    private async Task<IEnumerable<string>> RolesOfKeyAsync(Actor.Key key, CancellationToken cancellationToken) =>
        (await bindings.ListPlatformAsync(time.Now(), cancellationToken).ConfigureAwait(false))
            .Where(binding => binding.Subject == key.KeyId.ToString()).Select(binding => binding.Role);
}
