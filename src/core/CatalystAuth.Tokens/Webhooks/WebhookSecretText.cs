using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace CatalystAuth.Tokens.Webhooks;

/// <summary>
/// The texts of the secrets that webhooks are signed with (Standard Webhooks 1.0): <c>whsec_</c>, which sender and receiver share
/// (HMAC-SHA256), or the pair <c>whsk_</c> for the sender and <c>whpk_</c> for the receiver (Ed25519). Behind the prefix comes base64.
/// </summary>
public static class WebhookSecretText
{
    /// <summary>What a shared secret begins with.</summary>
    public const string SharedPrefix = "whsec_";

    /// <summary>What a private key begins with.</summary>
    public const string PrivatePrefix = "whsk_";

    /// <summary>What a public key begins with.</summary>
    public const string PublicPrefix = "whpk_";

    /// <summary>The fewest bytes of a shared secret.</summary>
    public const int MinSharedBytes = 24;

    /// <summary>The most bytes of a shared secret.</summary>
    public const int MaxSharedBytes = 64;

    internal const int SeedBytes = 32;
    internal const int PublicBytes = 32;

    private const int NewSharedBytes = 32;
    private const int LongestBase64 = 88;

    /// <summary>Makes a shared secret of 256 random bits.</summary>
    public static string CreateShared() => SharedPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewSharedBytes));

    /// <summary>Makes a pair of keys: the sender keeps the private one, receivers get the public one.</summary>
    public static (string PrivateKey, string PublicKey) CreatePair()
    {
        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        var publicKey = PublicKeyOf(seed);

        // As NaCl writes a private key: the seed and then the public key.
        return (PrivatePrefix + Convert.ToBase64String([.. seed, .. publicKey]), PublicPrefix + Convert.ToBase64String(publicKey));
    }

    /// <summary>Reads a shared secret; the prefix may be missing, as some senders show their secrets without.</summary>
    internal static bool TryReadShared(string? text, [NotNullWhen(true)] out byte[]? secret)
    {
        secret = null;
        if (text is null)
        {
            return false;
        }

        var isPrefixed = text.StartsWith(SharedPrefix, StringComparison.Ordinal);
        return TryReadBase64(isPrefixed ? text.AsSpan(SharedPrefix.Length) : text, out secret)
            && secret.Length is >= MinSharedBytes and <= MaxSharedBytes;
    }

    /// <summary>Reads the seed of a private key: of 32 bytes, or of 64 that end with the public key.</summary>
    internal static bool TryReadPrivate(string? text, [NotNullWhen(true)] out byte[]? seed)
    {
        seed = null;
        if (text is null || !text.StartsWith(PrivatePrefix, StringComparison.Ordinal)
            || !TryReadBase64(text.AsSpan(PrivatePrefix.Length), out var bytes))
        {
            return false;
        }

        switch (bytes.Length)
        {
            case SeedBytes:
                seed = bytes;
                return true;
            case SeedBytes + PublicBytes when PublicKeyOf(bytes.AsSpan(0, SeedBytes)).AsSpan().SequenceEqual(bytes.AsSpan(SeedBytes)):
                seed = bytes[..SeedBytes];
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a public key.</summary>
    internal static bool TryReadPublic(string? text, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return text is not null && text.StartsWith(PublicPrefix, StringComparison.Ordinal)
            && TryReadBase64(text.AsSpan(PublicPrefix.Length), out var bytes)
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out key);
    }

    private static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    // One text for each value: .NET's decoder alone would pass over white space and stray bits at the end.
    private static bool TryReadBase64(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length is 0 or > LongestBase64 || !Base64.IsValid(text, out var length))
        {
            return false;
        }

        var decoded = new byte[length];
        if (!Convert.TryFromBase64Chars(text, decoded, out _) || !text.SequenceEqual(Convert.ToBase64String(decoded)))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}
