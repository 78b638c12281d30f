using System.Buffers.Text;
using System.Security.Cryptography;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>RS256. The padding is PKCS#1 v1.5 and nothing else.</summary>
internal sealed class RsaMaterial(RSA rsa, bool canSign) : KeyMaterial
{
    /// <summary>The length of new keys, and the least that is believed (RFC 7518 §3.3).</summary>
    public const int Bits = 2048;

    private const int MostBits = 8192;

    public override string Algorithm => JwsAlgorithms.Rs256;

    public override bool CanSign => canSign;

    public override byte[] Sign(ReadOnlySpan<byte> data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == (rsa.KeySize + 7) / 8 && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public override byte[] Export() => rsa.ExportPkcs8PrivateKey();

    public static RsaMaterial Import(ReadOnlySpan<byte> pkcs8)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return new(rsa, canSign: true);
    }

    /// <summary>A public key; null for one that is too short, too long or has no proper exponent.</summary>
    public static RsaMaterial? OfPublic(byte[] modulus, byte[] exponent)
    {
        if (modulus.Length * 8 is < Bits or > MostBits || modulus[0] == 0 || exponent.Length is 0 or > 4 || exponent[0] == 0
            || exponent is [1] || (exponent[^1] & 1) == 0)
        {
            return null;
        }

        try
        {
            var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            return rsa.KeySize >= Bits ? new(rsa, canSign: false) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    protected override IEnumerable<(string Name, string Value)> Members()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return [("e", Base64Url.EncodeToString(parameters.Exponent)), ("kty", "RSA"), ("n", Base64Url.EncodeToString(parameters.Modulus))];
    }
}
