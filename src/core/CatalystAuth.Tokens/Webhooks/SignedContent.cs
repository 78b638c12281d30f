using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Tokens.Webhooks;

/// <summary>What is signed: <c>{id}.{timestamp}.{body}</c>, without copying the body more often than it must be.</summary>
internal readonly ref struct SignedContent
{
    public const int MaxIdLength = 128;

    private const int MaxTimestampLength = 12;
    private const int MaxHeadLength = MaxIdLength + 1 + MaxTimestampLength + 1;

    private readonly string _id;
    private readonly long _timestamp;
    private readonly ReadOnlySpan<byte> _body;

    public SignedContent(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        _id = id;
        _timestamp = timestamp;
        _body = body;
    }

    /// <summary>Whether an id is 1 to 128 visible ASCII characters without a dot: with one, the content could be read in two ways.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && !id.Contains('.', StringComparison.Ordinal);

    /// <summary>Reads a timestamp: digits only and no leading zero, so that the number stands for the very text that was signed.</summary>
    public static bool TryReadTimestamp(string text, out long timestamp)
    {
        timestamp = 0;
        return text.Length is > 0 and <= MaxTimestampLength && text[0] != '0'
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out timestamp)
            && timestamp <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    }

    /// <summary>The HMAC of it.</summary>
    public void Mac(byte[] secret, Span<byte> destination)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> head = stackalloc byte[MaxHeadLength];
        hmac.AppendData(head[..WriteHead(head)]);
        hmac.AppendData(_body);
        hmac.GetHashAndReset(destination);
    }

    /// <summary>Writes it in one piece, which Ed25519 needs; give the array back to the pool.</summary>
    public byte[] Rent(out int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxHeadLength + _body.Length);
        var head = WriteHead(buffer);
        _body.CopyTo(buffer.AsSpan(head));
        length = head + _body.Length;
        return buffer;
    }

    private int WriteHead(Span<byte> destination)
    {
        var at = Encoding.ASCII.GetBytes(_id, destination);
        destination[at++] = (byte)'.';
        _timestamp.TryFormat(destination[at..], out var written, provider: CultureInfo.InvariantCulture);
        at += written;
        destination[at++] = (byte)'.';
        return at;
    }
}
