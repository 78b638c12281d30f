using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>The cryptography of passkeys: WebAuthn's ceremonies of registration and authentication.</summary>
public interface IPasskeyCeremonies
{
    /// <summary>What to ask of an authenticator that is to make a passkey; it is not asked for one that the user has.</summary>
    Task<PasskeyOptions> MakeRegistrationAsync(UserId user, string email, string name, CancellationToken cancellationToken);

    /// <summary>The passkey that was made; null when the answer does not prove one.</summary>
    Task<NewPasskey?> VerifyRegistrationAsync(string state, string response, CancellationToken cancellationToken);

    /// <summary>What to ask of an authenticator that has a passkey: of a user, or of whomever.</summary>
    Task<PasskeyOptions> MakeAssertionAsync(UserId? user, CancellationToken cancellationToken);

    /// <summary>The passkey that was used; null when the answer does not prove one. What the authenticator counted is not looked at.</summary>
    Task<UsedPasskey?> VerifyAssertionAsync(string state, string response, CancellationToken cancellationToken);
}

/// <summary>What an authenticator is asked.</summary>
/// <param name="Json">The options for the browser.</param>
/// <param name="State">What is needed to check the answer; for the server alone.</param>
public sealed record PasskeyOptions(string Json, string State);

/// <summary>A passkey that was made.</summary>
/// <param name="User">For whom.</param>
/// <param name="CredentialId">The id that its authenticator made.</param>
/// <param name="PublicKey">Its public key (COSE).</param>
/// <param name="SignCount">What its authenticator counts, or 0.</param>
/// <param name="Transports">How it can be reached.</param>
/// <param name="IsBackupEligible">Whether it can be in several places.</param>
/// <param name="IsBackedUp">Whether it is.</param>
public sealed record NewPasskey(
    UserId User, byte[] CredentialId, byte[] PublicKey, long SignCount, IReadOnlyList<string> Transports, bool IsBackupEligible, bool IsBackedUp);

/// <summary>A passkey that was used.</summary>
/// <param name="CredentialId">Which.</param>
/// <param name="SignCount">What its authenticator counts now, or 0.</param>
/// <param name="IsBackedUp">Whether it is in several places.</param>
public sealed record UsedPasskey(byte[] CredentialId, long SignCount, bool IsBackedUp);
