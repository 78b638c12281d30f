using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Invitations;

/// <summary>Invitations, for who invites and for who is invited.</summary>
public interface IInvitations
{
    /// <summary>Invites an address; the answer carries the link, this once. <c>POST /v1/orgs/{org}/invitations</c></summary>
    Task<Result<Invitation>> CreateAsync(OrgRef org, InviteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Invites many; good rows are made and bad ones told. <c>POST /v1/orgs/{org}/invitations/bulk</c></summary>
    Task<Result<BulkInviteResponse>> CreateManyAsync(OrgRef org, BulkInviteRequest request, CancellationToken cancellationToken = default);

    /// <summary>An organisation's invitations, oldest first. <c>GET /v1/orgs/{org}/invitations</c></summary>
    Task<Result<Page<Invitation>>> ListAsync(
        OrgRef org, InvitationStatus? status = null, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/orgs/{org}/invitations/{id}</c></summary>
    Task<Result<Invitation>> GetAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default);

    /// <summary>Sends one again with a new link and life; the old link dies. <c>POST /v1/orgs/{org}/invitations/{id}/resend</c></summary>
    Task<Result<Invitation>> ResendAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default);

    /// <summary>Takes one back. Twice is no error. <c>DELETE /v1/orgs/{org}/invitations/{id}</c></summary>
    Task<Result> RevokeAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default);

    /// <summary>Pending ones to the caller's verified addresses, oldest first. <c>GET /v1/me/invitations</c></summary>
    Task<Result<IReadOnlyList<MyInvitation>>> ListMineAsync(CancellationToken cancellationToken = default);

    /// <summary>Accepts one of <see cref="ListMineAsync"/>. <c>POST /v1/me/invitations/{id}/accept</c></summary>
    Task<Result<AcceptedInvitation>> AcceptMineAsync(InvitationId invitation, CancellationToken cancellationToken = default);

    /// <summary>Declines one of <see cref="ListMineAsync"/>. <c>POST /v1/me/invitations/{id}/decline</c></summary>
    Task<Result> DeclineMineAsync(InvitationId invitation, CancellationToken cancellationToken = default);

    /// <summary>What a link offers. <c>POST /v1/invitations/preview</c>, also <c>GET /v1/invitations/{token}</c></summary>
    Task<Result<InvitationPreview>> PreviewAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Accepts as the signed-in user. The same user once more is no error.
    /// <c>POST /v1/invitations/accept</c>, also <c>POST /v1/invitations/{token}/accept</c>
    /// </summary>
    Task<Result<AcceptedInvitation>> AcceptAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Declines; needs no account. Twice is no error. <c>POST /v1/invitations/decline</c>, also <c>POST /v1/invitations/{token}/decline</c>
    /// </summary>
    Task<Result> DeclineAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for an expired one again; always the same answer. <c>POST /v1/invitations/request</c>, also
    /// <c>POST /v1/invitations/{token}/request</c>
    /// </summary>
    Task<Result> RequestAsync(string token, CancellationToken cancellationToken = default);
}
