using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Users;

/// <summary>What the links of mails about an account do, for whoever reads the mailbox. Opening one does nothing; these calls do.</summary>
public interface IAccountLinks
{
    /// <summary>What a change of the primary address is about. <c>POST /v1/account-links/email-change/preview</c></summary>
    Task<Result<EmailChangePreview>> PreviewEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default);

    /// <summary>The old address agrees: the change is made. <c>POST /v1/account-links/email-change/confirm</c></summary>
    Task<Result> ConfirmEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// It was somebody else: the change is stopped, an address that is new is removed, and all sessions end but the one of this call.
    /// <c>POST /v1/account-links/email-change/refuse</c>
    /// </summary>
    Task<Result> RefuseEmailChangeAsync(AccountLinkRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has this browser, or program, try passwords again that have to wait after wrong ones; a few, once. <c>POST /v1/account-links/unlock</c>
    /// </summary>
    Task<Result> UnlockAsync(AccountLinkRequest request, CancellationToken cancellationToken = default);
}

/// <summary>The link of a mail.</summary>
/// <param name="Token">What stands behind <c>#token=</c> in it.</param>
public sealed record AccountLinkRequest(string Token)
{
    /// <summary>Without the token, so that no log can carry it.</summary>
    public override string ToString() => nameof(AccountLinkRequest);
}

/// <summary>What a change of the primary address is about.</summary>
/// <param name="OldAddress">The address that is the primary one.</param>
/// <param name="NewAddress">The one that is to take its place.</param>
/// <param name="Change">When.</param>
public sealed record EmailChangePreview(string OldAddress, string NewAddress, EmailChange Change);
