using System.Buffers.Text;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>EdDSA: Ed25519 (RFC 8037), by libsodium.</summary>
internal sealed class EdMaterial : KeyMaterial
{
    private const int KeyBytes = 32;
    private const int SignatureBytes = 64;

    private readonly PublicKey _public;
    private readonly Key? _private;

    private EdMaterial(PublicKey publicKey, Key? privateKey) => (_public, _private) = (publicKey, privateKey);

    private static KeyCreationParameters Exportable => new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };

    public override string Algorithm => JwsAlgorithms.EdDsa;

    public override bool CanSign => _private is not null;

    public override byte[] Sign(ReadOnlySpan<byte> data) =>
        SignatureAlgorithm.Ed25519.Sign(_private ?? throw new CryptographicException("The private part is not there."), data);

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureBytes && SignatureAlgorithm.Ed25519.Verify(_public, data, signature);

    public override byte[] Export() =>
        (_private ?? throw new CryptographicException("The private part is not there.")).Export(KeyBlobFormat.PkixPrivateKey);

    public static EdMaterial Generate()
    {
        var key = Key.Create(SignatureAlgorithm.Ed25519, Exportable);
        return new(key.PublicKey, key);
    }

    public static EdMaterial Import(ReadOnlySpan<byte> pkcs8) =>
        Key.TryImport(SignatureAlgorithm.Ed25519, pkcs8, KeyBlobFormat.PkixPrivateKey, out var key, Exportable) && key is not null
            ? new(key.PublicKey, key)
            : throw new CryptographicException("It is no Ed25519 key.");

    /// <summary>A public key; null for what is none.</summary>
    public static EdMaterial? OfPublic(byte[] x) =>
        x.Length == KeyBytes && PublicKey.TryImport(SignatureAlgorithm.Ed25519, x, KeyBlobFormat.RawPublicKey, out var key) && key is not null
            ? new(key, null)
            : null;

    protected override IEnumerable<(string Name, string Value)> Members() =>
        [("crv", "Ed25519"), ("kty", "OKP"), ("x", Base64Url.EncodeToString(_public.Export(KeyBlobFormat.RawPublicKey)))];
}
