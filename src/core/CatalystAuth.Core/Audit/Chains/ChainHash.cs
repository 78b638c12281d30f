using System.Security.Cryptography;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>The hash of a chain.</summary>
public static class ChainHash
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>SHA-256 of the hash before a record and the record's canonical bytes.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(record);
        return hash.GetHashAndReset();
    }

    /// <summary>As exports and checkpoints write it.</summary>
    public static string Format(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);
}
