using System.Buffers;
using System.Text;

namespace CatalystAuth.Webhooks.Delivery;

/// <summary>Reads the beginning of an answer.</summary>
internal static class ResponseExcerpt
{
    /// <summary>The most that is read, so that a connection can serve again after an answer of usual size.</summary>
    public const int MaxRead = 64 * 1024;

    /// <summary>
    /// The first 64 KiB as text; null when there are none. It does not fail: an answer that breaks off, or does not come to an end in
    /// time, is as long as it came.
    /// </summary>
    public static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxRead);
        var length = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < MaxRead
                && (read = await stream.ReadAsync(buffer.AsMemory(length, MaxRead - length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status has arrived, and that is the answer.
        }

        var text = length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }
}
