using System.Buffers.Binary;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Storage.Paging;

/// <summary>Ids as bounds of a time: they begin with the millisecond at which they were made (UUIDv7, RFC 9562 §5.7).</summary>
internal static class FirstIds
{
    /// <summary>Not above any id that was made at a time or later, and above all that were made before.</summary>
    public static TId At<TId>(DateTimeOffset time)
        where TId : struct, ITypeId<TId>
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return TId.From(new Guid(bytes, bigEndian: true));
    }
}
