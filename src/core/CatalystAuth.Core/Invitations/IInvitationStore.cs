using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Invitations;

/// <summary>Where invitations are kept.</summary>
public interface IInvitationStore
{
    /// <summary>One by id as it is now, also when the current transaction has read it before; what was changed on it is lost.</summary>
    Task<StoredInvitation?> FindAsync(InvitationId id, CancellationToken cancellationToken);

    /// <summary>An organisation's invitations to these addresses that have not ended; expired ones too, as they hold the address's place.</summary>
    Task<IReadOnlyList<StoredInvitation>> FindOpenAsync(OrgId org, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, oldest first.</summary>
    Task<Result<Page<StoredInvitation>>> ListAsync(
        OrgId org, InvitationStatus? status, DateTimeOffset now, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many of an organisation's are pending.</summary>
    Task<long> CountPendingAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Pending ones to these addresses from organisations in use, oldest first, at most 200.</summary>
    Task<IReadOnlyList<InvitationOfInvitee>> ListOfInviteeAsync(
        IReadOnlyCollection<string> emailKeys, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// What is about somebody in all organisations and whatever became of it, to be changed: to addresses of theirs, accepted by them, or forgotten of them.
    /// </summary>
    Task<IReadOnlyList<StoredInvitation>> ListAboutAsync(UserId user, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);

    /// <summary>Revokes those at once in the current transaction, so that their addresses are free for new ones.</summary>
    Task RevokeAsync(IReadOnlyCollection<InvitationId> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredInvitation invitation);
}

/// <summary>An invitation as its invitee sees it.</summary>
/// <param name="Invitation">The invitation; not to be changed.</param>
/// <param name="Org">The organisation; not to be changed.</param>
/// <param name="InviterName">Who invites; null when their account is gone.</param>
public sealed record InvitationOfInvitee(StoredInvitation Invitation, Organisation Org, string? InviterName);
