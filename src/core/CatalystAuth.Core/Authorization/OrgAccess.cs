using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Authorization;

/// <summary>
/// The one way into an organisation: every use case about one asks here first. A stranger gets "not found", a member without the
/// permission "denied". A user's authority is the membership as it is now, not as a token remembers it.
/// </summary>
public sealed class OrgAccess(CallContext call, IOrgStore orgs, IMembershipStore memberships)
{
    /// <summary>The grant, when the caller holds the permission in the organisation.</summary>
    public async Task<Result<OrgGrant>> AuthorizeAsync(OrgRef org, string permission, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        var found = await orgs.FindAsync(org, cancellationToken).ConfigureAwait(false);
        if (found is null || await GrantAsync(found, cancellationToken).ConfigureAwait(false) is not { } grant)
        {
            return Refusals.OrgNotFound;
        }

        return grant.Holds(permission) ? grant : Refusals.PermissionDenied(permission);
    }

    /// <summary>
    /// The grant for a thing that is named by its own id. Whatever would tell a stranger that it exists reads as its "not found".
    /// </summary>
    /// <param name="owner">The organisation that the thing belongs to; null when there is no such thing.</param>
    /// <param name="permission">What the caller has to hold there.</param>
    /// <param name="notFound">The refusal for strangers.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result<OrgGrant>> AuthorizeOwnedAsync(
        OrgId? owner, string permission, Error notFound, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        if (owner is not { } org)
        {
            return notFound;
        }

        var grant = await AuthorizeAsync(org, permission, cancellationToken).ConfigureAwait(false);
        return grant.IsSuccess || grant.Error.Code != OrgErrorCodes.NotFound ? grant : notFound;
    }

    private async Task<OrgGrant?> GrantAsync(Organisation org, CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Key key when key.OrgId == org.Id:
                return new(org, key, IsOwner: false, key.Scopes.ToHashSet(StringComparer.Ordinal));
            case Actor.User user:
                var membership = await memberships.FindAsync(org.Id, user.UserId, cancellationToken).ConfigureAwait(false);
                return membership is null
                    ? null
                    : new(org, user, membership.Role == BuiltInRoles.Owner, (RolePermissions.Of(membership.Role) ?? []).ToHashSet(StringComparer.Ordinal));
            default:
                return null;
        }
    }
}
