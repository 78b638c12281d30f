using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>An invitation as it is stored: hashes of its tokens, never the tokens.</summary>
public sealed class StoredInvitation
{
    /// <summary>What stands in place of the address of somebody whose account is gone.</summary>
    public const string Forgotten = "***";

    /// <summary>Its id.</summary>
    public required InvitationId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>Who is invited, as it was typed; <see cref="Forgotten"/> once that is nobody's business any more.</summary>
    public required string Email { get; set; }

    /// <summary>The address in its comparable form, empty with it; one pending invitation an organisation.</summary>
    public required string EmailKey { get; set; }

    /// <summary>The role that is offered.</summary>
    public required string Role { get; init; }

    /// <summary>The groups that are offered.</summary>
    public IReadOnlyList<GroupId> Groups { get; init; } = [];

    /// <summary>Labels added (<c>+x</c>) or taken away (<c>-x</c>).</summary>
    public IReadOnlyList<LabelEntry> LabelsDelta { get; init; } = [];

    /// <summary>Where the invitee goes afterwards.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>How long it works each time that it is sent, in seconds.</summary>
    public required long Life { get; init; }

    /// <summary>What became of it; <see cref="InvitationStatus.Expired"/> is never stored but seen from the time.</summary>
    public InvitationStatus State { get; set; } = InvitationStatus.Pending;

    /// <summary>Who invited, or last sent it again.</summary>
    public required UserId InvitedBy { get; set; }

    /// <summary>How often it was sent.</summary>
    public int SentCount { get; set; } = 1;

    /// <summary>Of the token that the inviter was shown.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>Of the token that only the mail carries: who holds it reads the mailbox.</summary>
    public required byte[] MailedTokenHash { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When its invitee asked for it again.</summary>
    public DateTimeOffset? RequestedAt { get; set; }

    /// <summary>When it was accepted, declined or revoked.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who accepted it.</summary>
    public UserId? AcceptedBy { get; set; }

    /// <summary>Whose address it was that is forgotten, so that who erases them later finds what the audit trail has of it; null while it is known.</summary>
    public UserId? ForgottenOf { get; set; }

    /// <summary>Goes up with each change, so that of two at once one looks again.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What it is at a time.</summary>
    public InvitationStatus StatusAt(DateTimeOffset now) =>
        State == InvitationStatus.Pending && ExpiresAt <= now ? InvitationStatus.Expired : State;

    /// <summary>What a token proves, in constant time.</summary>
    public InvitationProof ProofOf(string token)
    {
        var isMailed = InvitationTokenText.Matches(token, MailedTokenHash);
        var isShown = InvitationTokenText.Matches(token, TokenHash);
        return isMailed ? InvitationProof.Mailbox : isShown ? InvitationProof.Link : InvitationProof.None;
    }

    /// <summary>Ends it.</summary>
    public void End(InvitationStatus state, DateTimeOffset now)
    {
        State = state;
        EndedAt = now;
        Version++;
    }

    /// <summary>Whether it is about a user and no other: not when somebody else accepted it.</summary>
    public bool IsAbout(UserId user) => AcceptedBy is null || AcceptedBy == user;

    /// <summary>Forgets the address, for good. Only of what has ended: nobody can accept it any more, and it can't be sent again.</summary>
    public void Forget(UserId of)
    {
        Email = Forgotten;
        EmailKey = string.Empty;
        ForgottenOf = of;
        Version++;
    }

    /// <summary>As the wire has it.</summary>
    public Invitation ToContract(DateTimeOffset now) => new(
        Id, OrgId, Email, Role, Groups, LabelsDelta.Texts(), StatusAt(now), InvitedBy, SentCount, CreatedAt, ExpiresAt)
    {
        ExpiringLabelsDelta = LabelsDelta.Expiring(),
        RedirectUrl = RedirectUrl,
        RequestedAt = RequestedAt,
        EndedAt = EndedAt,
        AcceptedBy = AcceptedBy,
    };
}

/// <summary>What holding a token proves.</summary>
public enum InvitationProof
{
    /// <summary>Nothing: it is not of this invitation, or was replaced.</summary>
    None,

    /// <summary>That the inviter passed the link on.</summary>
    Link,

    /// <summary>That the holder reads the invited mailbox.</summary>
    Mailbox,
}
