using System.Security.Cryptography;
using System.Text.Json;
using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>A key that signs one kind of token with one algorithm, or only its public part. Thread-safe.</summary>
public sealed class SigningKey
{
    private SigningKey(SigningKeyUse use, string id, KeyMaterial material, SigningKeyLife life)
    {
        Use = use;
        Id = id;
        Material = material;
        Life = life;
        PublicJwk = use == SigningKeyUse.Refresh ? null : material.PublicJwk(id);
    }

    /// <summary>The <c>kid</c>: the RFC 7638 thumbprint.</summary>
    public string Id { get; }

    /// <summary>What it signs.</summary>
    public SigningKeyUse Use { get; }

    /// <summary>The JWS algorithm (RFC 7518).</summary>
    public string Algorithm => Material.Algorithm;

    /// <summary>Its times.</summary>
    public SigningKeyLife Life { get; }

    /// <summary>From when on it signs.</summary>
    public DateTimeOffset ActiveFrom => Life.ActiveFrom;

    /// <summary>Whether its private part is there.</summary>
    public bool CanSign => Material.CanSign;

    /// <summary>The public part as a JWK (RFC 7517); null for a key that is never published.</summary>
    public string? PublicJwk { get; }

    internal KeyMaterial Material { get; }

    /// <summary>Makes a new one.</summary>
    /// <param name="use">What it signs.</param>
    /// <param name="activeFrom">From when on.</param>
    /// <param name="algorithm">One of <see cref="JwsAlgorithms.OfAccessTokens"/> for access tokens; others have one of their own.</param>
    public static SigningKey Generate(SigningKeyUse use, DateTimeOffset activeFrom, string algorithm = JwsAlgorithms.Rs256)
    {
        var material = KeyMaterial.Generate(AlgorithmOf(use, algorithm));
        return new(use, material.Thumbprint(), material, new(activeFrom));
    }

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <param name="use">What it signs.</param>
    /// <param name="algorithm">With what.</param>
    /// <param name="secret">The private part.</param>
    /// <param name="life">Its times.</param>
    /// <exception cref="CryptographicException">It is no key of this use and algorithm.</exception>
    public static SigningKey Import(SigningKeyUse use, string algorithm, ReadOnlySpan<byte> secret, SigningKeyLife life)
    {
        if (!HasAlgorithm(use, algorithm))
        {
            throw new CryptographicException("The stored signing key is not of its use.");
        }

        var material = KeyMaterial.Import(algorithm, secret);
        return new(use, material.Thumbprint(), material, life);
    }

    /// <summary>One of which only <see cref="PublicJwk"/> is left.</summary>
    /// <exception cref="CryptographicException">It is no key of this use.</exception>
    public static SigningKey OfPublic(SigningKeyUse use, string jwk, SigningKeyLife life) =>
        VerificationKey.Read(JsonElement.Parse(jwk)) is { } key && HasAlgorithm(use, key.Algorithm) && use != SigningKeyUse.Refresh
            ? new(use, key.Id, key.Material, life)
            : throw new CryptographicException("The stored signing key is not of its use.");

    /// <summary>The algorithm that keys of a use have.</summary>
    /// <param name="use">The use.</param>
    /// <param name="ofAccessTokens">What access tokens are signed with.</param>
    public static string AlgorithmOf(SigningKeyUse use, string ofAccessTokens) => use switch
    {
        SigningKeyUse.Access => JwsAlgorithms.OfAccessTokens.Contains(ofAccessTokens)
            ? ofAccessTokens
            : throw new ArgumentOutOfRangeException(nameof(ofAccessTokens)),
        SigningKeyUse.Decision or SigningKeyUse.Audit or SigningKeyUse.Revocations => JwsAlgorithms.Es256,
        SigningKeyUse.Refresh => JwsAlgorithms.Hs256,
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    /// <summary>The same key with other times.</summary>
    public SigningKey WithLife(SigningKeyLife life) => life == Life ? this : new(Use, Id, Material, life);

    /// <summary>The private part (PKCS#8, or the secret itself), to be encrypted before it is stored.</summary>
    public byte[] Export() => Material.Export();

    private static bool HasAlgorithm(SigningKeyUse use, string algorithm) => use == SigningKeyUse.Access
        ? JwsAlgorithms.OfAccessTokens.Contains(algorithm)
        : AlgorithmOf(use, JwsAlgorithms.Rs256) == algorithm;
}
