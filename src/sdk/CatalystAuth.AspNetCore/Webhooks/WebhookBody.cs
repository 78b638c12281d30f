using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Reads a body once, and no further than it may be long.</summary>
internal static class WebhookBody
{
    private const int Piece = 16 * 1024;

    /// <summary>The body; null when it is longer than <paramref name="most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>((int?)request.ContentLength + 1 ?? Piece);
        int read;
        while ((read = await request.Body.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > most)
            {
                return null;
            }
        }

        return body.WrittenMemory;
    }
}
