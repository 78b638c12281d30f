using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Authorization;

/// <summary>
/// The one way into an organisation: every use case about one asks here first. A stranger gets "not found", a member without the
/// permission "denied". A user's authority is the membership as it is now, not as a token remembers it.
/// </summary>
public sealed class OrgAccess(
    CallContext call, IOrgStore orgs, EffectiveIdentityResolver identities, PlatformAccess platform, TimeProvider time)
{
    /// <summary>The grant, when the caller holds the permission in the organisation.</summary>
    public async Task<Result<OrgGrant>> AuthorizeAsync(OrgRef org, string permission, CancellationToken cancellationToken)
    {
        var entered = await EnterAsync(org, cancellationToken).ConfigureAwait(false);
        return !entered.TryGet(out var grant, out var refusal) ? refusal
            : grant.Holds(permission) ? grant : Refusals.PermissionDenied(permission);
    }

    /// <summary>
    /// The grant of whoever is in the organisation at all, for use cases that decide by more than one permission. While it is stopped
    /// its members and keys are refused, and whom a platform role lets in may only read.
    /// </summary>
    public async Task<Result<OrgGrant>> EnterAsync(OrgRef org, CancellationToken cancellationToken)
    {
        var entered = await EnterStoppedAsync(org, cancellationToken).ConfigureAwait(false);
        return !entered.TryGet(out var grant, out var refusal) ? refusal
            : Refusals.Stopped(grant.Org.Status) is not { } stopped ? grant
            : call.Actor is Actor.User user && await platform.GrantAsync(grant.Org, user, cancellationToken).ConfigureAwait(false) is { } reader
                ? reader with { Permissions = reader.Permissions.Where(IsReading).ToHashSet(StringComparer.Ordinal) }
                : stopped;
    }

    /// <summary>
    /// The grant as if the organisation were not stopped. Only for what ends it or brings it back, and looks at the status by itself.
    /// </summary>
    internal async Task<Result<OrgGrant>> EnterStoppedAsync(OrgRef org, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        return await orgs.FindAsync(org, cancellationToken).ConfigureAwait(false) is not { } found ? Refusals.OrgNotFound
            : await GrantAsync(found, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What a user who need not be the caller may do in an organisation, as its member or by a platform role; null when they are nobody there. What the
    /// organisation asks of a sign-in is not asked, as there is none.
    /// </summary>
    internal async Task<OrgGrant?> GrantOfAsync(Organisation org, UserId userId, CancellationToken cancellationToken)
    {
        var user = new Actor.User(userId, default);
        return await identities.ResolveAuthorityAsync(userId, org, cancellationToken).ConfigureAwait(false) is { } resolved
            ? OfMember(org, user, resolved.Identity)
            : await platform.GrantAsync(org, user, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The refusal of a member whose session has not proven what the organisation asks for; null for whom it lets in, and for strangers.</summary>
    internal async Task<Error?> RefuseSignInAsync(OrgRef org, string role, CancellationToken cancellationToken) =>
        call.Actor is Actor.User { Impersonator: null } user && await orgs.FindAsync(org, cancellationToken).ConfigureAwait(false) is { } found
            ? found.SignIn.Refuse(role, user.SessionId, user.Amr, time.Now())
            : null;

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

    private async Task<Result<OrgGrant>> GrantAsync(Organisation org, CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Key key when key.OrgId == org.Id:
                return new OrgGrant(org, key, IsOwner: false, key.Scopes.ToHashSet(StringComparer.Ordinal));
            case Actor.User { Impersonator: { } impersonator } user:
                return impersonator.Org == org.Id
                    && await identities.ResolveAuthorityAsync(user.UserId, org, cancellationToken).ConfigureAwait(false) is { } lent
                        ? Lend(OfMember(org, user, lent.Identity), impersonator)
                        : Refusals.OrgNotFound;
            case Actor.User user:
                return await identities.ResolveAuthorityAsync(user.UserId, org, cancellationToken).ConfigureAwait(false) is { } resolved
                    ? org.SignIn.Refuse(resolved.Identity.Role, user.SessionId, user.Amr, time.Now()) is { } unmet ? unmet : OfMember(org, user, resolved.Identity)
                    : await platform.GrantAsync(org, user, cancellationToken).ConfigureAwait(false) is { } ofPlatform ? ofPlatform : Refusals.OrgNotFound;
            default:
                return Refusals.OrgNotFound;
        }
    }

    // Who acts as a member to look holds what lets them look, and is no owner.
    private static OrgGrant Lend(OrgGrant grant, Impersonator impersonator) => impersonator.Writes ? grant : grant with
    {
        IsOwner = false,
        Permissions = grant.Permissions.Where(IsReading).ToHashSet(StringComparer.Ordinal),
        InGroups = [.. grant.InGroups.Where(held => IsReading(held.Permission))],
    };

    private static bool IsReading(string permission) => permission.EndsWith(":read", StringComparison.Ordinal);

    private static OrgGrant OfMember(Organisation org, Actor.User user, EffectiveUser identity) => new(
        org, user, identity.Role == BuiltInRoles.Owner,
        identity.Permissions.Where(held => held.Scope is null).Select(held => held.Permission).ToHashSet(StringComparer.Ordinal))
    {
        IsMember = true,
        InGroups = [.. identity.Permissions.Where(held => held.Scope is not null)],
    };
}
