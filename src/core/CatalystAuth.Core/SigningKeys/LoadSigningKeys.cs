using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>Loads the signing keys into this node.</summary>
public sealed class LoadSigningKeys(
    ISigningKeyStore store, SigningKeyVault vault, IUnitOfWork unitOfWork, SigningKeyProvider provider, TimeProvider time)
{
    /// <summary>Loads them at start, and makes those that are missing. The first of a use signs at once: nobody knows another.</summary>
    /// <exception cref="InfraException">A stored key can't be decrypted: the data-protection key ring is not the one it was made with.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        vault.WarmUp();
        var result = await unitOfWork.RunAsync<KeyRing>(
            async ct =>
            {
                await store.LockAsync(ct).ConfigureAwait(false);
                var keys = (await store.ListAsync(ct).ConfigureAwait(false)).ToList();
                var now = time.Now();
                foreach (var use in Enum.GetValues<SigningKeyUse>().Where(use => keys.TrueForAll(key => key.Use != use)))
                {
                    var key = vault.Make(use, now, now);
                    keys.Add(key);
                    store.Add(key);
                }

                return vault.Open(keys);
            },
            cancellationToken).ConfigureAwait(false);
        provider.Use(result.Value);
    }

    /// <summary>Loads them again, as they are stored now.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => provider.UseAsync(
        async known => vault.Open(await store.ListAsync(cancellationToken).ConfigureAwait(false), known), cancellationToken);
}
