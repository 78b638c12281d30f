using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Where the addresses of users are kept.</summary>
public interface IEmailStore
{
    /// <summary>A user's, oldest first, to be changed.</summary>
    Task<IReadOnlyList<EmailEntry>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The primary address of the account that has proven this normalised one; null when none has, or it is the primary one itself.</summary>
    Task<string?> FindPrimaryOfAsync(string normalized, CancellationToken cancellationToken);

    /// <summary>The entry of the account that has proven this normalised address or has it as its primary one; null when none has.</summary>
    Task<EmailEntry?> FindClaimAsync(string normalized, CancellationToken cancellationToken);

    /// <summary>
    /// The same as mails look at it, with its user. Of few values, and not to be changed: an entity takes so much longer to make than none that it would
    /// be seen from outside whether there is an account.
    /// </summary>
    Task<AddressOwner?> FindOwnerAsync(string normalized, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether another account has proven a normalised address or has it as its primary one.</summary>
    Task<bool> IsClaimedAsync(string normalized, UserId except, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(EmailEntry email);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(EmailEntry email);
}
