using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Transfers;

/// <summary>An open offer of ownership as it is stored; one that ended is removed.</summary>
public sealed class StoredTransfer
{
    /// <summary>How long an offer can be accepted.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Its id.</summary>
    public required TransferId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>Who owned it when it was offered.</summary>
    public required UserId FromUserId { get; init; }

    /// <summary>The member it is offered to.</summary>
    public required UserId ToUserId { get; init; }

    /// <summary>When it was offered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it can be accepted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it holds: not when the organisation has another owner since.</summary>
    public bool IsFor(Organisation org) => org.OwnerUserId == FromUserId;

    /// <summary>As events tell of it.</summary>
    public TransferState ToState() => new(FromUserId, ToUserId, ExpiresAt);

    /// <summary>As the wire has it.</summary>
    public Transfer ToContract() => new(Id, OrgId, FromUserId, ToUserId, CreatedAt, ExpiresAt);
}
