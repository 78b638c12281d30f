using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Memberships;

/// <summary>Removes a user from an organisation; members may also leave by themselves. Their tokens for it die.</summary>
internal sealed class RemoveMember(
    CallContext call, OrgAccess access, RoleCatalog roles, IBindingStore bindings, IMembershipStore memberships, IOrgStore orgs,
    Succession succession, RevokedKeys keys, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result> RunAsync(OrgRef reference, UserId userId, CancellationToken cancellationToken)
    {
        var leaver = call.Actor is Actor.User caller && caller.UserId == userId ? caller : null;
        if (leaver is { Impersonator: not null })
        {
            return Refusals.Impersonated;
        }

        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                // Everybody may leave, whatever their role allows.
                var grant = leaver is not null
                    ? await access.EnterAsync(reference, ct).ConfigureAwait(false)
                    : await access.AuthorizeAsync(reference, BuiltInPermissions.MembersWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                if (await memberships.FindAsync(granted.Org.Id, userId, ct).ConfigureAwait(false) is not { } membership)
                {
                    return MemberRefusals.NotFound;
                }

                if (leaver is null && await CheckTakeAsync(granted, membership, ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                if (await succession.ArrangeAsync(granted.Org, membership, ct).ConfigureAwait(false) is { } last)
                {
                    return last;
                }

                memberships.Remove(membership);
                journal.Write(granted.Org.Id, userId.ToString(), new MemberRemoved(membership.ToState()));
                invalidations.Membership(userId, granted.Org.Id);
                await keys.OfUserAsync(userId, granted.Org.Id, KeyRevocationReasons.MemberRemoved, ct).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    // Leaving takes the roles that were bound to the member along, so nobody takes by it what is above their own.
    private async Task<Error?> CheckTakeAsync(OrgGrant grant, Membership membership, CancellationToken cancellationToken)
    {
        var bound = await bindings.ListLiveAsync(membership.OrgId, [membership.UserId.ToString()], time.Now(), cancellationToken).ConfigureAwait(false);
        return await roles.CheckGiveAsync(grant, bound.Select(binding => binding.Role).Prepend(membership.Role), cancellationToken)
            .ConfigureAwait(false);
    }
}
