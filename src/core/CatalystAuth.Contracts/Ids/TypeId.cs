namespace CatalystAuth.Contracts.Ids;

/// <summary>Makes, formats and parses TypeIDs.</summary>
public static class TypeId
{
    /// <summary>Characters of the part after the prefix: 128 bits in base 32.</summary>
    public const int SuffixLength = 26;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly sbyte[] Digits = MakeDigits();

    /// <summary>A new id: time-ordered (UUIDv7) with 74 random bits.</summary>
    public static TId New<TId>(DateTimeOffset now)
        where TId : struct, ITypeId<TId> => TId.From(Guid.CreateVersion7(now));

    /// <summary>The wire form, e.g. <c>org_01h455vb4pex5vsknk084sn02q</c>.</summary>
    public static string Format<TId>(TId id)
        where TId : struct, ITypeId<TId> =>
        string.Create(TId.Prefix.Length + 1 + SuffixLength, id.Value, static (span, value) =>
        {
            TId.Prefix.CopyTo(span);
            span[TId.Prefix.Length] = '_';
            Encode(value, span[(TId.Prefix.Length + 1)..]);
        });

    /// <summary>The part after the prefix.</summary>
    public static string FormatSuffix(Guid value) => string.Create(SuffixLength, value, static (span, v) => Encode(v, span));

    /// <summary>Parses the wire form: the exact prefix, lower case, 128 bits. Anything else is refused.</summary>
    public static bool TryParse<TId>(ReadOnlySpan<char> text, out TId id)
        where TId : struct, ITypeId<TId>
    {
        id = default;
        var prefix = TId.Prefix;
        if (text.Length != prefix.Length + 1 + SuffixLength || !text.StartsWith(prefix) || text[prefix.Length] != '_')
        {
            return false;
        }

        if (!TryParseSuffix(text[(prefix.Length + 1)..], out var value))
        {
            return false;
        }

        id = TId.From(value);
        return true;
    }

    /// <summary>Parses the part after the prefix.</summary>
    public static bool TryParseSuffix(ReadOnlySpan<char> text, out Guid value)
    {
        value = default;

        // 26 digits are 130 bits: a first digit above 7 would not fit in 128.
        if (text.Length != SuffixLength || text[0] > '7')
        {
            return false;
        }

        UInt128 bits = 0;
        foreach (var c in text)
        {
            var digit = c < 128 ? Digits[c] : -1;
            if (digit < 0)
            {
                return false;
            }

            bits = (bits << 5) | (uint)digit;
        }

        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        value = new Guid(bytes, bigEndian: true);
        return true;
    }

    private static void Encode(Guid value, Span<char> destination)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        for (var i = SuffixLength - 1; i >= 0; i--)
        {
            destination[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }
    }

    private static sbyte[] MakeDigits()
    {
        var digits = new sbyte[128];
        Array.Fill(digits, (sbyte)-1);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            digits[Alphabet[i]] = (sbyte)i;
        }

        return digits;
    }
}
