using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Attempts;

namespace CatalystAuth.Core.Users;

/// <summary>What the links of mails do, behind its contract.</summary>
internal sealed class AccountLinks(AnswerEmailChange emailChange, UnlockPasswords unlock) : IAccountLinks
{
    public Task<Result<EmailChangePreview>> PreviewEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        emailChange.PreviewAsync(request.Token, cancellationToken);

    public Task<Result> ConfirmEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        emailChange.ConfirmAsync(request.Token, cancellationToken);

    public Task<Result> RefuseEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        emailChange.RefuseAsync(request.Token, cancellationToken);

    public Task<Result> UnlockAsync(AccountLinkRequest request, CancellationToken cancellationToken = default) =>
        unlock.RunAsync(request.Token, cancellationToken);
}
