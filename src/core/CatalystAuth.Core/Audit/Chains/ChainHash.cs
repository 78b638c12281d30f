using System.Buffers;
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

    /// <summary>Reads what <see cref="Format"/> wrote, and nothing else that means the same: a changed byte is a changed byte.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out byte[] hash)
    {
        hash = new byte[Length];
        return hex.Length == 2 * Length && !hex.ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done;
    }
}
