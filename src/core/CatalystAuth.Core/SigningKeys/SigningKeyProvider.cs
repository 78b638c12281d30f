using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>The key ring of this node, loaded once at start.</summary>
public sealed class SigningKeyProvider
{
    private KeyRing? _ring;

    /// <summary>The ring.</summary>
    /// <exception cref="InfraException">It is not loaded yet.</exception>
    public KeyRing Ring => Volatile.Read(ref _ring) ?? throw new InfraException("The signing keys are not loaded yet.");

    /// <summary>Whether the ring is loaded.</summary>
    public bool IsLoaded => Volatile.Read(ref _ring) is not null;

    internal void Use(KeyRing ring) => Volatile.Write(ref _ring, ring);
}

/// <summary>Loads the signing keys at start and makes those that are missing.</summary>
public sealed class LoadSigningKeys(
    ISigningKeyStore store, ISecretProtector protector, IUnitOfWork unitOfWork, SigningKeyProvider provider, TimeProvider time)
{
    private const string Purpose = "signing-keys";

    /// <summary>Loads them.</summary>
    /// <exception cref="InfraException">A stored key can't be decrypted: the data-protection key ring is not the one it was made with.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var result = await unitOfWork.RunAsync<KeyRing>(
            async ct =>
            {
                var keys = (await store.ListAsync(ct).ConfigureAwait(false)).Select(Open).ToList();
                foreach (var use in Enum.GetValues<SigningKeyUse>().Where(use => keys.TrueForAll(key => key.Use != use)))
                {
                    var key = SigningKey.Generate(use, time.Now());
                    keys.Add(key);
                    store.Add(new StoredSigningKey
                    {
                        Id = key.Id,
                        Use = use.ToString().ToLowerInvariant(),
                        ProtectedSecret = protector.Protect(Purpose, key.Export()),
                        ActiveFrom = key.ActiveFrom,
                    });
                }

                return new KeyRing(keys);
            },
            cancellationToken).ConfigureAwait(false);
        provider.Use(result.Value);
    }

    private SigningKey Open(StoredSigningKey stored) =>
        protector.TryUnprotect(Purpose, stored.ProtectedSecret, out var secret)
            ? SigningKey.Import(Enum.Parse<SigningKeyUse>(stored.Use, ignoreCase: true), secret, stored.ActiveFrom)
            : throw new InfraException(
                $"Signing key {stored.Id} can't be decrypted. Start with the data directory (its keys/ folder) that made it.");
}
