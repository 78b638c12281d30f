using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// The SHA-256 of a credential, cut to 32 bytes: as good as itself. A token and a handle of the same text are different credentials, and so is a handle at
/// another place: it has to be looked at anew there, and is refused.
/// </summary>
internal readonly record struct CredentialHash(UInt128 High, UInt128 Low)
{
    public const int MaxTokenLength = 8 * 1024;
    public const int MaxProofLength = 4 * 1024;

    private const int MaxPlaceLength = 512;
    private const byte Token = 1;
    private const byte HandleOfApp = 2;
    private const byte HandleOfDomain = 3;
    private const byte ProofOfApp = 4;
    private const byte ProofOfDomain = 5;

    /// <summary>Of a bearer token.</summary>
    public static CredentialHash OfToken(ReadOnlySpan<char> token)
    {
        Span<byte> text = stackalloc byte[MaxTokenLength + 1];
        text[0] = Token;
        return Of(text[..(1 + Encoding.Latin1.GetBytes(token, text[1..]))]);
    }

    /// <summary>Of a session's handle at a place.</summary>
    public static CredentialHash OfHandle(ReadOnlySpan<char> handle, string app, string host, string? domain)
    {
        Span<byte> text = stackalloc byte[MaxPlaceLength];
        text[0] = domain is null ? HandleOfApp : HandleOfDomain;
        var length = 1;
        if (domain is null)
        {
            length += Encoding.Latin1.GetBytes(app, text[length..]);
        }

        length += Encoding.Latin1.GetBytes(domain ?? host, text[length..]);
        text[length++] = 0;
        length += Encoding.Latin1.GetBytes(handle, text[length..]);
        return Of(text[..length]);
    }

    /// <summary>Of a decision cookie at a place.</summary>
    public static CredentialHash OfProof(ReadOnlySpan<char> proof, string app, string host, string? domain)
    {
        Span<byte> text = stackalloc byte[MaxProofLength + MaxPlaceLength];
        text[0] = domain is null ? ProofOfApp : ProofOfDomain;
        var length = 1 + Encoding.Latin1.GetBytes(app, text[1..]);
        length += Encoding.Latin1.GetBytes(host, text[length..]);
        text[length++] = 0;
        length += Encoding.Latin1.GetBytes(proof, text[length..]);
        return Of(text[..length]);
    }

    public override int GetHashCode() => (int)(ulong)Low;

    private static CredentialHash Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
