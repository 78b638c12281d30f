using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Passwords;

namespace CatalystAuth.Core.Flows;

/// <summary>Who proves who somebody is.</summary>
public interface IIdentityProvider
{
    /// <summary>Checks a new password without making anything: its error says what to change.</summary>
    Result CheckNewPassword(string password, PasswordContext context);

    /// <summary>Adds an account to the current transaction, with a password or without. Refused when the address is in use.</summary>
    Task<Result> CreateAsync(UserId id, string email, string? password, PasswordContext context, CancellationToken cancellationToken);

    /// <summary>
    /// The user of an address, when the password is right and the account may sign in now; null for anything else. Takes the same
    /// time whether the account exists or not.
    /// </summary>
    Task<UserId?> VerifyPasswordAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Whether an account has a password.</summary>
    Task<bool> HasPasswordAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Gives an account another password, or its first, in the current transaction. Refused like <see cref="CheckNewPassword"/>.</summary>
    Task<Result> SetPasswordAsync(UserId id, string password, PasswordContext context, CancellationToken cancellationToken);

    /// <summary>Makes another address the one that the account signs in with, in the current transaction. Refused when it is in use.</summary>
    Task<Result> SetEmailAsync(UserId id, string email, CancellationToken cancellationToken);

    /// <summary>Removes the account's credentials in the current transaction.</summary>
    Task DeleteAsync(UserId id, CancellationToken cancellationToken);
}
