using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Audit;

/// <summary>The body of an export while it comes: tells how far it is, and says plainly when it breaks off.</summary>
internal sealed class ExportStream(
    HttpResponseMessage response, Stream content, RecordCounter counter, long total, IProgress<AuditExportProgress>? progress) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
