using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.Invitations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Invitations;

/// <summary>Makes the two links of an invitation, and sends the one that proves the mailbox.</summary>
internal sealed partial class InvitationLinks(IInvitationSender sender, IOptions<TokenOptions> options, ILogger<InvitationLinks> logger)
{
    public static InvitationTokens NewTokens(InvitationId id) => new(InvitationTokenText.Create(id), InvitationTokenText.Create(id));

    /// <summary>Sends what was committed, and gives the answer for the inviter.</summary>
    public async Task<Invitation> SendAsync(IssuedInvitation issued, CancellationToken cancellationToken)
    {
        try
        {
            var mail = new InvitationMail(issued.Invitation, UrlOf(issued.Tokens.Mailed), issued.OrgName, issued.InviterName);
            await sender.SendAsync(mail, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The invitation is there, whatever keeps the mail from going; the answer still has its link.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotSent(e, issued.Invitation.Id);
        }

        return issued.Invitation with { Token = issued.Tokens.Shown, Url = UrlOf(issued.Tokens.Shown) };
    }

    // In the fragment, which no browser sends: neither a server's log nor a Referer has it.
    private string UrlOf(string token) => $"{options.Value.Issuer}/invitations#token={token}";

    [LoggerMessage(LogLevel.Warning, "The mail of invitation {Invitation} could not be sent. Sending it again makes another.")]
    private partial void LogNotSent(Exception exception, InvitationId invitation);
}

/// <summary>The tokens of an invitation: one for the inviter to pass on, one for the mail.</summary>
internal sealed record InvitationTokens(string Shown, string Mailed)
{
    public override string ToString() => nameof(InvitationTokens);
}

/// <summary>An invitation on its way out.</summary>
internal sealed record IssuedInvitation(Invitation Invitation, InvitationTokens Tokens, string OrgName, string InviterName);
