using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Users;

/// <summary>What the links of mails do, over HTTP.</summary>
internal sealed class AccountLinksClient(AuthorizedTransport calls) : IAccountLinks
{
    public Task<Result<EmailChangePreview>> PreviewEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<EmailChangePreview>(ApiCall.Post("/v1/account-links/email-change/preview", request), cancellationToken);

    public Task<Result> ConfirmEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post("/v1/account-links/email-change/confirm", request), cancellationToken);

    public Task<Result> RefuseEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post("/v1/account-links/email-change/refuse", request), cancellationToken);

    public Task<Result> UnlockAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post("/v1/account-links/unlock", request), cancellationToken);
}
