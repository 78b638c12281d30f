using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>The body of an answer while it comes: says plainly when it breaks off.</summary>
internal sealed class DownloadStream(HttpResponseMessage response, Stream content) : AnswerStream
{
    /// <exception cref="InfraException">The connection was lost.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            throw new InfraException("The download broke off. What was read of it is not whole; begin again.", lost);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
