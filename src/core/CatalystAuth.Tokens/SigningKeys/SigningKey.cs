using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>A key that signs one kind of token with one algorithm.</summary>
public sealed class SigningKey
{
    private const int RsaBits = 2048;
    private const int HmacBytes = 32;

    private readonly SecurityKey _key;

    private SigningKey(SigningKeyUse use, SecurityKey key, DateTimeOffset activeFrom)
    {
        Use = use;
        _key = key;
        ActiveFrom = activeFrom;
        Algorithm = AlgorithmOf(use);
        Id = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        key.KeyId = Id;
        Credentials = new SigningCredentials(key, Algorithm);
    }

    /// <summary>The <c>kid</c>: the RFC 7638 thumbprint.</summary>
    public string Id { get; }

    /// <summary>What it signs.</summary>
    public SigningKeyUse Use { get; }

    /// <summary>The JWS algorithm (RFC 7518).</summary>
    public string Algorithm { get; }

    /// <summary>From when on it signs.</summary>
    public DateTimeOffset ActiveFrom { get; }

    /// <summary>Whether it stands in the public JWKS.</summary>
    public bool IsPublished => Use != SigningKeyUse.Refresh;

    internal SecurityKey SecurityKey => _key;

    internal SigningCredentials Credentials { get; }

    /// <summary>Makes a new one.</summary>
    public static SigningKey Generate(SigningKeyUse use, DateTimeOffset activeFrom) => use switch
    {
        SigningKeyUse.Access => new(use, new RsaSecurityKey(RSA.Create(RsaBits)), activeFrom),
        SigningKeyUse.Decision or SigningKeyUse.Audit or SigningKeyUse.Revocations => new(use, new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), activeFrom),
        SigningKeyUse.Refresh => new(use, new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(HmacBytes)), activeFrom),
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="CryptographicException">It is no key of this use.</exception>
    public static SigningKey Import(SigningKeyUse use, ReadOnlySpan<byte> secret, DateTimeOffset activeFrom)
    {
        switch (use)
        {
            case SigningKeyUse.Access:
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(secret, out _);
                return new(use, new RsaSecurityKey(rsa), activeFrom);
            case SigningKeyUse.Decision or SigningKeyUse.Audit or SigningKeyUse.Revocations:
                var ec = ECDsa.Create();
                ec.ImportPkcs8PrivateKey(secret, out _);
                return new(use, new ECDsaSecurityKey(ec), activeFrom);
            case SigningKeyUse.Refresh when secret.Length == HmacBytes:
                return new(use, new SymmetricSecurityKey(secret.ToArray()), activeFrom);
            default:
                throw new CryptographicException("The stored signing key is not of its use.");
        }
    }

    /// <summary>The private part (PKCS#8, or the secret itself), to be encrypted before it is stored.</summary>
    public byte[] Export() => _key switch
    {
        RsaSecurityKey rsa => rsa.Rsa.ExportPkcs8PrivateKey(),
        ECDsaSecurityKey ec => ec.ECDsa.ExportPkcs8PrivateKey(),
        SymmetricSecurityKey symmetric => [.. symmetric.Key],
        _ => throw new InvalidOperationException("There are no other kinds of key."),
    };

    private static string AlgorithmOf(SigningKeyUse use) => use switch
    {
        SigningKeyUse.Access => SecurityAlgorithms.RsaSha256,
        SigningKeyUse.Decision or SigningKeyUse.Audit or SigningKeyUse.Revocations => SecurityAlgorithms.EcdsaSha256,
        _ => SecurityAlgorithms.HmacSha256,
    };
}
