using CatalystAuth.Contracts.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>Brings an invitation to its invitee. Called after the commit; what fails here undoes nothing.</summary>
public interface IInvitationSender
{
    /// <summary>Sends one, or puts it in line to be sent.</summary>
    Task SendAsync(InvitationMail mail, CancellationToken cancellationToken);
}

/// <summary>What a mail says.</summary>
/// <param name="Invitation">The invitation, without its token.</param>
/// <param name="Url">The link. Its token is in no other place, so that who follows it has proven the mailbox: never show it to the inviter.</param>
/// <param name="OrgName">The organisation.</param>
/// <param name="InviterName">Who invites.</param>
public sealed record InvitationMail(Invitation Invitation, string Url, string OrgName, string InviterName)
{
    /// <summary>Without the link, so that no log can carry it.</summary>
    public override string ToString() => $"InvitationMail {{ Invitation = {Invitation.Id} }}";
}

/// <summary>Sends nothing: the inviter passes on the link of the answer.</summary>
internal sealed class NoInvitationSender : IInvitationSender
{
    public Task SendAsync(InvitationMail mail, CancellationToken cancellationToken) => Task.CompletedTask;
}
