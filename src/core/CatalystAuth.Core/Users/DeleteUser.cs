using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Users;

/// <summary>Deletes an account with all that is only its own. Part of a larger unit of work, which has authorized it.</summary>
internal sealed class DeleteUser(
    IUserStore users, IOrgStore orgs, IMembershipStore memberships, IEmailStore emails, ForgetInvitee forgetInvitee, IIdentityProvider identity, RevokedKeys keys, AccountNotices notices, Journal journal, Invalidations invalidations,
    TimeProvider time)
{
    public async Task<Result<bool>> RunAsync(UserId id, CancellationToken cancellationToken)
    {
        await users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return UserRefusals.NotFound;
        }

        // In order, so that two who delete at once do not wait for each other. Only what is read under the locks counts.
        var owned = await users.ListOwnedOrgsAsync(id, cancellationToken).ConfigureAwait(false);
        foreach (var org in owned.Select(org => org.Id).Order())
        {
            await orgs.LockAsync(org, cancellationToken).ConfigureAwait(false);
        }

        owned = await users.ListOwnedOrgsAsync(id, cancellationToken).ConfigureAwait(false);

        // Who is gone can't own what is gone.
        if (owned.Where(org => org.OtherOwner is null && org.Status != OrgStatus.Deleted).Select(org => org.Id.ToString()).ToArray() is { Length: > 0 } last)
        {
            return LastOwner(last);
        }

        foreach (var entry in owned.Where(entry => entry.OtherOwner is not null))
        {
            if (await orgs.FindAsync(entry.Id, cancellationToken).ConfigureAwait(false) is { } org && org.OwnerUserId == id)
            {
                journal.Write(org.Id, org.Id.ToString(), new OrgOwnerChanged(new(id), new(entry.OtherOwner!.Value)));
                org.PassTo(entry.OtherOwner!.Value, time.Now());
            }
        }

        foreach (var left in await memberships.ListAllOfUserAsync(id, cancellationToken).ConfigureAwait(false))
        {
            journal.Write(left.OrgId, id.ToString(), new MemberRemoved(left.ToState()));
        }

        // Only addresses that were proven are theirs: who makes an account with somebody else's takes nothing of theirs along.
        var proven = AcceptInvitation.VerifiedKeys(await emails.ListAsync(id, cancellationToken).ConfigureAwait(false));
        await forgetInvitee.RunAsync(id, proven, kept: [], cancellationToken).ConfigureAwait(false);
        await keys.OfUserAsync(id, org: null, KeyRevocationReasons.UserDeleted, cancellationToken).ConfigureAwait(false);
        journal.Write(org: null, id.ToString(), new UserDeleted(new(user.Email, user.Name, user.PlatformAdmin)));
        await notices.DeletedAsync(user, cancellationToken).ConfigureAwait(false);
        await identity.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        await users.RemoveAsync(user, cancellationToken).ConfigureAwait(false);
        invalidations.User(id);
        invalidations.UserIdentity(id);
        return true;
    }

    private static Error LastOwner(string[] orgs) => new(
        UserErrorCodes.LastOwner,
        $"The user is the last owner of {string.Join(", ", orgs)}. Make somebody else an owner there, or delete the organisation, first.",
        ErrorKind.Conflict)
    {
        Fields = new Dictionary<string, string[]> { ["orgs"] = orgs },
    };
}
