using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Factors;
using Microsoft.AspNetCore.Identity;

namespace CatalystAuth.Identity.Embedded.Passkeys;

/// <summary>A user as ASP.NET Core's handler of passkeys needs to know one.</summary>
/// <param name="Id">The id, which is the user handle in authenticators.</param>
internal sealed record PasskeyOwner(UserId Id);

/// <summary>
/// Shows that handler the passkeys of Core's store. It only reads; and every counter is shown as 0, as what an authenticator counts is compared in the
/// database, where of two at once one wins.
/// </summary>
internal sealed class PasskeyOwnerStore(IPasskeyStore passkeys) : IUserPasskeyStore<PasskeyOwner>
{
    public Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(UserId.TryParse(userId, null, out var id) ? new PasskeyOwner(id) : null);

    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ListAsync(user.Id, cancellationToken).ConfigureAwait(false)).Select(ToInfo)];

    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken).ConfigureAwait(false) is { } passkey ? new PasskeyOwner(passkey.UserId) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken).ConfigureAwait(false) is { } passkey && passkey.UserId == user.Id ? ToInfo(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }

    private static UserPasskeyInfo ToInfo(StoredPasskey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.CreatedAt, signCount: 0, [.. passkey.Transports], isUserVerified: true,
        passkey.IsBackupEligible, passkey.IsBackedUp, attestationObject: [], clientDataJson: []);
}
