using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Invitations;

/// <summary>Takes an invitation back.</summary>
internal sealed class RevokeInvitation(
    OrgAccess access, IInvitationStore invitations, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result> RunAsync(OrgRef reference, InvitationId id, CancellationToken cancellationToken)
    {
        var revoked = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.InvitationsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var invitation = await invitations.FindAsync(id, ct).ConfigureAwait(false);
                return invitation is null || invitation.OrgId != granted.Org.Id ? InvitationRefusals.NotFound : Revoke(invitation);
            },
            cancellationToken).ConfigureAwait(false);
        return revoked.Match<Result>(_ => Result.Success, error => error);
    }

    private Result<bool> Revoke(StoredInvitation invitation)
    {
        var now = time.Now();
        switch (invitation.State)
        {
            case InvitationStatus.Revoked:
                return false;
            case InvitationStatus.Accepted:
                return InvitationRefusals.AcceptedAlready;
            case InvitationStatus.Declined:
                return InvitationRefusals.NotPending(invitation, now)!;
        }

        var before = invitation.ToState(now);
        invitation.End(InvitationStatus.Revoked, now);
        journal.Write(invitation.OrgId, invitation.Id.ToString(), new InvitationRevoked(before, invitation.ToState(now)));
        return true;
    }
}
