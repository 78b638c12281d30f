using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// Takes the address of somebody who is deleted or erased out of invitations. Those that still wait are revoked: whoever invites may invite the
/// address again, and then it is not what was known of them. Part of a larger unit of work.
/// </summary>
internal sealed class ForgetInvitee(IInvitationStore invitations, Journal journal, TimeProvider time)
{
    /// <param name="user">Who: also what they accepted with another address is about them.</param>
    /// <param name="emailKeys">Which addresses were theirs.</param>
    /// <param name="kept">Of these what still waits goes on waiting, as the account is there and has them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(UserId user, IReadOnlyCollection<string> emailKeys, IReadOnlyCollection<string> kept, CancellationToken cancellationToken)
    {
        var now = time.Now();
        foreach (var invitation in await invitations.ListAboutAsync(user, emailKeys, cancellationToken).ConfigureAwait(false))
        {
            var waits = invitation.State == InvitationStatus.Pending;
            if (invitation.ForgottenOf is not null || !invitation.IsAbout(user) || (waits && kept.Contains(invitation.EmailKey)))
            {
                continue;
            }

            if (waits)
            {
                // Without the address before and after: the record would keep it.
                var before = invitation.ToState(now) with { Email = StoredInvitation.Forgotten };
                invitation.End(InvitationStatus.Revoked, now);
                invitation.Forget(user);
                journal.Write(invitation.OrgId, $"{invitation.Id}", new InvitationRevoked(before, invitation.ToState(now)));
            }
            else
            {
                invitation.Forget(user);
            }
        }
    }
}
