using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>A key with its one algorithm: what signs bytes, or what only verifies them. Thread-safe.</summary>
internal abstract class KeyMaterial
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JWS algorithm.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Whether the private part is there.</summary>
    public abstract bool CanSign { get; }

    /// <summary>Signs.</summary>
    /// <exception cref="CryptographicException">The private part is not there.</exception>
    public abstract byte[] Sign(ReadOnlySpan<byte> data);

    /// <summary>Whether the bytes were signed with this key; false for a signature of another form too.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <summary>The private part (PKCS#8, or the secret itself).</summary>
    public abstract byte[] Export();

    /// <summary>The members of the JWK that identify the key, in the order of RFC 7638 §3.</summary>
    protected abstract IEnumerable<(string Name, string Value)> Members();

    /// <summary>The RFC 7638 thumbprint.</summary>
    public string Thumbprint() => System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(WriteJson(Members()))));

    /// <summary>The public key as a JWK (RFC 7517 §4).</summary>
    public string PublicJwk(string id) => WriteJson([.. Members(), ("kid", id), ("alg", Algorithm), ("use", "sig")]);

    private static string WriteJson(IEnumerable<(string Name, string Value)> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Makes a new one.</summary>
    public static KeyMaterial Generate(string algorithm) => algorithm switch
    {
        JwsAlgorithms.Rs256 => new RsaMaterial(RSA.Create(RsaMaterial.Bits), canSign: true),
        JwsAlgorithms.Es256 => new EcMaterial(ECDsa.Create(ECCurve.NamedCurves.nistP256), canSign: true),
        JwsAlgorithms.EdDsa => EdMaterial.Generate(),
        JwsAlgorithms.Hs256 => new HmacMaterial(RandomNumberGenerator.GetBytes(HmacMaterial.Bytes)),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="CryptographicException">It is no key of this algorithm.</exception>
    public static KeyMaterial Import(string algorithm, ReadOnlySpan<byte> secret) => algorithm switch
    {
        JwsAlgorithms.Rs256 => RsaMaterial.Import(secret),
        JwsAlgorithms.Es256 => EcMaterial.Import(secret),
        JwsAlgorithms.EdDsa => EdMaterial.Import(secret),
        JwsAlgorithms.Hs256 when secret.Length == HmacMaterial.Bytes => new HmacMaterial(secret.ToArray()),
        _ => throw new CryptographicException("The stored signing key is not of its algorithm."),
    };
}
