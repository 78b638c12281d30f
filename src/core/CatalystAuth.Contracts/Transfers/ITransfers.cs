using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Transfers;

/// <summary>
/// Hands an organisation over. The new owner has to accept; then the old one becomes an admin. An offer lasts seven days, and an
/// organisation has one at a time.
/// </summary>
public interface ITransfers
{
    /// <summary>Offers the ownership to a member; for owners. <c>POST /v1/orgs/{org}/transfer</c></summary>
    Task<Result<Transfer>> OfferAsync(OrgRef org, OfferTransferRequest request, CancellationToken cancellationToken = default);

    /// <summary>The open offer; for both parties and owners. <c>GET /v1/orgs/{org}/transfer</c></summary>
    Task<Result<Transfer>> GetAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Takes the offer back; for owners. <c>DELETE /v1/orgs/{org}/transfer</c></summary>
    Task<Result> RevokeAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Accepts the offer to the caller. <c>POST /v1/orgs/{org}/transfer/accept</c></summary>
    Task<Result<Org>> AcceptAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Declines the offer to the caller. <c>POST /v1/orgs/{org}/transfer/decline</c></summary>
    Task<Result> DeclineAsync(OrgRef org, CancellationToken cancellationToken = default);
}
