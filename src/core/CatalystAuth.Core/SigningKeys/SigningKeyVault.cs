using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>Makes signing keys in the form in which they are stored, and opens them. Their private parts leave it sealed or in a ring.</summary>
public sealed class SigningKeyVault(ISecretProtector protector, IOptions<SigningKeyOptions> options, IOptions<TokenOptions> tokens)
{
    private const string Purpose = "signing-keys";

    /// <summary>Makes the key ring that seals usable, outside of any transaction: it may have to write.</summary>
    public void WarmUp() => protector.Protect(Purpose, []);

    /// <summary>The algorithm that keys of a use are made with.</summary>
    internal string AlgorithmOf(SigningKeyUse use) => SigningKey.AlgorithmOf(use, tokens.Value.Algorithm);

    /// <summary>Makes one.</summary>
    internal StoredSigningKey Make(SigningKeyUse use, DateTimeOffset now, DateTimeOffset activeFrom)
    {
        var key = SigningKey.Generate(use, activeFrom, tokens.Value.Algorithm);
        return new()
        {
            Id = key.Id,
            Use = use,
            Algorithm = key.Algorithm,
            ProtectedSecret = protector.Protect(Purpose, key.Export()),
            PublicJwk = key.PublicJwk,
            CreatedAt = now,
            ActiveFrom = activeFrom,
        };
    }

    /// <summary>The ring of all keys.</summary>
    /// <param name="stored">All of them.</param>
    /// <param name="known">A ring whose keys need not be opened again.</param>
    /// <exception cref="InfraException">One can't be decrypted: the key ring is not the one that it was sealed with.</exception>
    internal KeyRing Open(IReadOnlyCollection<StoredSigningKey> stored, KeyRing? known = null)
    {
        var lives = LivesOf(stored);
        return new(stored.Where(key => key.RevokedAt is null).Select(key => Open(key, lives[key.Id], known?.Find(key.Id))).OfType<SigningKey>());
    }

    /// <summary>The times of all keys.</summary>
    internal IReadOnlyDictionary<string, SigningKeyLife> LivesOf(IEnumerable<StoredSigningKey> stored) => stored
        .GroupBy(key => key.Use)
        .SelectMany(keys => SigningKeyLife.Of(keys.Select(key => (key.Id, key.ActiveFrom, key.RevokedAt)), options.Value.OverlapOf(keys.Key)))
        .ToDictionary(StringComparer.Ordinal);

    private SigningKey? Open(StoredSigningKey stored, SigningKeyLife life, SigningKey? known)
    {
        var canSign = stored.ProtectedSecret.Length > 0;
        if (known is not null && known.CanSign == canSign)
        {
            return known.WithLife(life);
        }

        if (!canSign)
        {
            return stored.PublicJwk is null ? null : SigningKey.OfPublic(stored.Use, stored.PublicJwk, life);
        }

        return protector.TryUnprotect(Purpose, stored.ProtectedSecret, out var secret)
            ? SigningKey.Import(stored.Use, stored.Algorithm, secret, life)
            : throw new InfraException(
                $"Signing key {stored.Id} can't be decrypted: the data-protection keys are not the ones that it was sealed with. "
                + "Bring back the certificate of Catalyst__DataProtection, or the keys/ folder of the data directory, that it was made with.");
    }
}
