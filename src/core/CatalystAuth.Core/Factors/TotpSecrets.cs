using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Factors;

/// <summary>Seals the secrets of authenticator apps, each for its user: what was sealed for one can't be opened as another's.</summary>
internal sealed class TotpSecrets(ISecretProtector protector)
{
    public byte[] Seal(UserId user, byte[] secret) => protector.Protect(PurposeOf(user), secret);

    /// <exception cref="InfraException">The key ring is not the one that it was sealed with.</exception>
    public byte[] Open(StoredTotp totp) => protector.TryUnprotect(PurposeOf(totp.UserId), totp.SealedSecret, out var secret)
        ? secret
        : throw new InfraException("An authenticator's secret can't be opened: the key ring is not the one that it was sealed with.");

    private static string PurposeOf(UserId user) => $"totp {user}";
}
