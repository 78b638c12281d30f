using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>What whoever holds a link may do, with or without an account.</summary>
internal sealed class InvitationTokenHolder(
    IInvitationStore invitations, IOrgStore orgs, IUserStore users, DeclineInvitation decline, InviterStanding standing, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private static readonly TimeSpan RequestInterval = TimeSpan.FromDays(1);

    public async Task<Result<InvitationPreview>> PreviewAsync(string token, CancellationToken cancellationToken)
    {
        if (await invitations.FindByTokenAsync(token, cancellationToken).ConfigureAwait(false) is not { } invitation
            || await orgs.FindAsync(invitation.OrgId, cancellationToken).ConfigureAwait(false) is not { Status: OrgStatus.Active } org)
        {
            return InvitationRefusals.NotFound;
        }

        var inviter = await users.FindAsync(invitation.InvitedBy, cancellationToken).ConfigureAwait(false);
        return new InvitationPreview(
            org.Name, inviter?.Name, invitation.Role, EmailAddress.Mask(invitation.Email), invitation.StatusAt(time.Now()), invitation.ExpiresAt)
        {
            InviterLapsed = await standing.HasLapsedAsync(invitation, org, cancellationToken).ConfigureAwait(false),
            OrgLogo = org.LogoUrl,
            RedirectUrl = invitation.RedirectUrl,
        };
    }

    public async Task<Result> DeclineAsync(string token, CancellationToken cancellationToken)
    {
        var declined = await unitOfWork.RunAsync<bool>(
            async ct => await invitations.FindByTokenAsync(token, ct).ConfigureAwait(false) is { } invitation
                ? decline.Run(invitation)
                : InvitationRefusals.NotFound,
            cancellationToken).ConfigureAwait(false);
        return declined.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>
    /// A well-formed token gets the same answer whatever it is of, so that nobody can ask what became of one. At most once a day, so that
    /// nobody can fill the journal.
    /// </summary>
    public async Task<Result> RequestAsync(string token, CancellationToken cancellationToken)
    {
        if (!InvitationTokenText.TryParse(token, out _))
        {
            return InvitationRefusals.NotFound;
        }

        await unitOfWork.RunAsync<bool>(
            async ct => await invitations.FindByTokenAsync(token, ct).ConfigureAwait(false) is { } invitation
                && await IsOfNoUseAsync(invitation, ct).ConfigureAwait(false)
                && Request(invitation),
            cancellationToken).ConfigureAwait(false);
        return Result.Success;
    }

    // What an admin can mend by sending it again.
    private async Task<bool> IsOfNoUseAsync(StoredInvitation invitation, CancellationToken cancellationToken) =>
        invitation.StatusAt(time.Now()) == InvitationStatus.Expired
        || (await orgs.FindAsync(invitation.OrgId, cancellationToken).ConfigureAwait(false) is { Status: OrgStatus.Active } org
            && await standing.HasLapsedAsync(invitation, org, cancellationToken).ConfigureAwait(false));

    private bool Request(StoredInvitation invitation)
    {
        var now = time.Now();
        if (now - invitation.RequestedAt < RequestInterval)
        {
            return false;
        }

        var before = invitation.ToState(now);
        invitation.RequestedAt = now;
        invitation.Version++;
        journal.Write(invitation.OrgId, invitation.Id.ToString(), new InvitationRequested(before, invitation.ToState(now)));
        return true;
    }
}
