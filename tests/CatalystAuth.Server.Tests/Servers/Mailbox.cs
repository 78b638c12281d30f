using System.Collections.Concurrent;
using CatalystAuth.Core.Invitations;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Keeps the invitations that would go out by mail.</summary>
public sealed class Mailbox : IInvitationSender
{
    /// <summary>What the address of an invitee begins with whose mail can't be sent.</summary>
    public const string Broken = "broken-";

    private readonly ConcurrentQueue<InvitationMail> _mails = new();

    public IReadOnlyList<InvitationMail> To(string email) => [.. _mails.Where(mail => mail.Invitation.Email == email)];

    /// <summary>The token of the last mail to an address.</summary>
    public string TokenTo(string email) => To(email)[^1].Url.Split("#token=")[1];

    public Task SendAsync(InvitationMail mail, CancellationToken cancellationToken)
    {
        if (mail.Invitation.Email.StartsWith(Broken, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("No mail goes out.");
        }

        _mails.Enqueue(mail);
        return Task.CompletedTask;
    }
}
