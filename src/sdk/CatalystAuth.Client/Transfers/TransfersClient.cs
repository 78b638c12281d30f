using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Transfers;

namespace CatalystAuth.Client.Transfers;

/// <summary>Offers of ownership over HTTP.</summary>
internal sealed class TransfersClient(AuthorizedTransport calls) : ITransfers
{
    public Task<Result<Transfer>> OfferAsync(OrgRef org, OfferTransferRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Transfer>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/transfer"), request), cancellationToken);

    public Task<Result<Transfer>> GetAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Transfer>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/transfer")), cancellationToken);

    public Task<Result> RevokeAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/transfer")), cancellationToken);

    public Task<Result<Org>> AcceptAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/transfer/accept")), cancellationToken);

    public Task<Result> DeclineAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post(Route.Of($"/v1/orgs/{org}/transfer/decline")), cancellationToken);
}
