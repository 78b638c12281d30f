using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Audit;

/// <summary>The body of an export while it comes: tells how far it is, and says plainly when it breaks off.</summary>
internal sealed class ExportStream(
    HttpResponseMessage response, Stream content, RecordCounter counter, long total, IProgress<AuditExportProgress>? progress) : AnswerStream
{
    /// <exception cref="InfraException">The connection was lost.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var before = counter.Records;
            counter.Count(buffer.Span[..read]);
            if (counter.Records != before)
            {
                progress?.Report(new(counter.Records, total));
            }

            return read;
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            throw new InfraException("The export broke off. What was read of it is not whole; begin again.", lost);
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
