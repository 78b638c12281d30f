using System.Buffers.Text;
using System.Security.Cryptography;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>ES256: P-256, and signatures as both numbers in 32 bytes each (RFC 7518 §3.4).</summary>
internal sealed class EcMaterial(ECDsa ec, bool canSign) : KeyMaterial
{
    private const int CoordinateBytes = 32;
    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    public override string Algorithm => JwsAlgorithms.Es256;

    public override bool CanSign => canSign;

    public override byte[] Sign(ReadOnlySpan<byte> data) => ec.SignData(data, HashAlgorithmName.SHA256, Format);

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == 2 * CoordinateBytes && ec.VerifyData(data, signature, HashAlgorithmName.SHA256, Format);

    public override byte[] Export() => ec.ExportPkcs8PrivateKey();

    public static EcMaterial Import(ReadOnlySpan<byte> pkcs8)
    {
        var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(pkcs8, out _);
        return ec.KeySize == 8 * CoordinateBytes ? new(ec, canSign: true) : throw new CryptographicException("The key is on another curve.");
    }

    /// <summary>A public key; null for what is no point of the curve.</summary>
    public static EcMaterial? OfPublic(byte[] x, byte[] y)
    {
        if (x.Length != CoordinateBytes || y.Length != CoordinateBytes)
        {
            return null;
        }

        try
        {
            return new(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } }), canSign: false);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    protected override IEnumerable<(string Name, string Value)> Members()
    {
        var parameters = ec.ExportParameters(includePrivateParameters: false);
        return
        [
            ("crv", "P-256"), ("kty", "EC"), ("x", Base64Url.EncodeToString(parameters.Q.X)), ("y", Base64Url.EncodeToString(parameters.Q.Y)),
        ];
    }
}
