using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Invitations;

/// <summary>Makes the two links of an invitation, and mails the one that proves the mailbox.</summary>
internal sealed class InvitationLinks(MailQueue mails, MailboxLimit limit, IProfileStore profiles, IOptions<TokenOptions> options)
{
    public static InvitationTokens NewTokens(InvitationId id) => new(InvitationTokenText.Create(id), InvitationTokenText.Create(id));

    /// <summary>The language that an inviter has in common with people of whom we know none.</summary>
    public async Task<string?> LocaleOfAsync(UserAccount inviter, CancellationToken cancellationToken) =>
        (await profiles.FindAsync(inviter.Id, cancellationToken).ConfigureAwait(false))?.Locale;

    /// <summary>
    /// Takes the right to mail an invitation; why not when there is none. Not inside of a transaction, as it may ask over the network. Where mails can't
    /// leave nothing is counted.
    /// </summary>
    public async Task<Error?> TakeMailAsync(OrgId org, UserId inviter, string address, CancellationToken cancellationToken) =>
        mails.IsAvailable && await limit.TakeInvitationAsync(org, inviter, address, cancellationToken).ConfigureAwait(false) is { IsAllowed: false } taken
            ? InvitationRefusals.MailedTooOften(taken.RetryAfter)
            : null;

    /// <summary>Mails the link that is in no other place, in the current transaction. Without mail the inviter passes on their own.</summary>
    public void Mail(StoredInvitation invitation, Organisation org, UserAccount inviter, InvitationTokens tokens, string? locale) => mails.Enqueue(
        new(invitation.Email), new InvitationMail(org.Name, inviter.Name, UrlOf(tokens.Mailed), invitation.ExpiresAt), locale, org.Id);

    /// <summary>The answer for the inviter.</summary>
    public Invitation Show(IssuedInvitation issued) =>
        issued.Invitation with { Token = issued.Tokens.Shown, Url = UrlOf(issued.Tokens.Shown) };

    // In the fragment, which no browser sends: neither a server's log nor a Referer has it.
    private string UrlOf(string token) => $"{options.Value.Issuer}/invitations#token={token}";
}

/// <summary>The tokens of an invitation: one for the inviter to pass on, one for the mail.</summary>
internal sealed record InvitationTokens(string Shown, string Mailed)
{
    public override string ToString() => nameof(InvitationTokens);
}

/// <summary>An invitation on its way out.</summary>
internal sealed record IssuedInvitation(Invitation Invitation, InvitationTokens Tokens);
