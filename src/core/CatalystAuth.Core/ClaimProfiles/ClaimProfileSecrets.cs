using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Seals what a system shares with us, each for its own profile: what was sealed for one can't be opened as another's.</summary>
internal sealed class ClaimProfileSecrets(ISecretProtector protector)
{
    /// <summary>Gives a profile a secret. False when it is the one that it has.</summary>
    public bool Set(StoredClaimProfile profile, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (profile.SealedSecret is { } known && CryptographicOperations.FixedTimeEquals(Open(profile, known), bytes))
        {
            return false;
        }

        profile.SealedSecret = protector.Protect(PurposeOf(profile), bytes);
        return true;
    }

    /// <summary>The secret of a profile that has one.</summary>
    /// <exception cref="InfraException">The key ring is not the one that it was sealed with.</exception>
    public string Read(StoredClaimProfile profile) => Encoding.UTF8.GetString(Open(profile, profile.SealedSecret!));

    private byte[] Open(StoredClaimProfile profile, byte[] secret) => protector.TryUnprotect(PurposeOf(profile), secret, out var opened)
        ? opened
        : throw new InfraException("A claim profile's secret can't be opened: the key ring is not the one that it was sealed with.");

    private static string PurposeOf(StoredClaimProfile profile) => $"claim profile {profile.OrgId} {profile.Audience}";
}
