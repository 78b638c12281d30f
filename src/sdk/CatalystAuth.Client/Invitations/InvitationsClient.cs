using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Invitations;

/// <summary>Invitations over HTTP. Tokens go in bodies, as addresses end in logs.</summary>
internal sealed class InvitationsClient(AuthorizedTransport calls) : IInvitations
{
    public Task<Result<Invitation>> CreateAsync(OrgRef org, InviteRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Invitation>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/invitations"), request), cancellationToken);

    public Task<Result<BulkInviteResponse>> CreateManyAsync(
        OrgRef org, BulkInviteRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BulkInviteResponse>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/invitations/bulk"), request), cancellationToken);

    public Task<Result<Page<Invitation>>> ListAsync(
        OrgRef org, InvitationStatus? status = null, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var path = Route.WithPage(Route.Of($"/v1/orgs/{org}/invitations"), page);
        if (status is { } only)
        {
            path += (page is null ? "?status=" : "&status=") + only.ToString().ToLowerInvariant();
        }

        return calls.CallAsync<Page<Invitation>>(ApiCall.Get(path), cancellationToken);
    }

    public Task<Result<Invitation>> GetAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Invitation>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/invitations/{invitation}")), cancellationToken);

    public Task<Result<Invitation>> ResendAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Invitation>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/invitations/{invitation}/resend")), cancellationToken);

    public Task<Result> RevokeAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/invitations/{invitation}")), cancellationToken);

    public Task<Result<IReadOnlyList<MyInvitation>>> ListMineAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<MyInvitation>>(ApiCall.Get("/v1/me/invitations"), cancellationToken);

    public Task<Result<AcceptedInvitation>> AcceptMineAsync(InvitationId invitation, CancellationToken cancellationToken = default) =>
        calls.CallAsync<AcceptedInvitation>(ApiCall.Post(Route.Of($"/v1/me/invitations/{invitation}/accept")), cancellationToken);

    public Task<Result> DeclineMineAsync(InvitationId invitation, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post(Route.Of($"/v1/me/invitations/{invitation}/decline")), cancellationToken);

    public Task<Result<InvitationPreview>> PreviewAsync(string token, CancellationToken cancellationToken = default) =>
        calls.CallAsync<InvitationPreview>(ApiCall.Post("/v1/invitations/preview", new InvitationTokenRequest(token)), cancellationToken);

    public Task<Result<AcceptedInvitation>> AcceptAsync(string token, CancellationToken cancellationToken = default) =>
        calls.CallAsync<AcceptedInvitation>(ApiCall.Post("/v1/invitations/accept", new InvitationTokenRequest(token)), cancellationToken);

    public Task<Result> DeclineAsync(string token, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post("/v1/invitations/decline", new InvitationTokenRequest(token)), cancellationToken);

    public Task<Result> RequestAsync(string token, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post("/v1/invitations/request", new InvitationTokenRequest(token)), cancellationToken);
}
