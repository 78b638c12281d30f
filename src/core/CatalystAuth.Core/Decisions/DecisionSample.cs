using System.Buffers.Binary;
using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Core.Decisions;

/// <summary>
/// Chooses a part of the decisions by their ids alone: every node, and whoever asks later, chooses the same ones, and a larger part has all of
/// a smaller one.
/// </summary>
internal static class DecisionSample
{
    // The last eight bytes of a UUIDv7 are two fixed bits and 62 random ones; a double holds 53.
    private const ulong RandomBits = (1UL << 62) - 1;
    private const int Surplus = 62 - 53;

    /// <summary>Whether it is of the part.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="rate">How large the part is: 0 to 1.</param>
    public static bool Has(DecisionId id, double rate)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var random = (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & RandomBits) >> Surplus;
        return random / (double)(1UL << 53) < rate;
    }
}
