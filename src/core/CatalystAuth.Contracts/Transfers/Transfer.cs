using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Transfers;

/// <summary>The offer of an organisation's ownership to another member.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgId">The organisation.</param>
/// <param name="From">The owner, who becomes an admin when it is accepted.</param>
/// <param name="To">The member it is offered to.</param>
/// <param name="CreatedAt">When it was offered.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
public sealed record Transfer(TransferId Id, OrgId OrgId, UserId From, UserId To, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Offers the ownership.</summary>
/// <param name="UserId">A member of the organisation.</param>
public sealed record OfferTransferRequest(UserId UserId);
