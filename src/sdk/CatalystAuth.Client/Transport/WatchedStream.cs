namespace CatalystAuth.Client.Transport;

/// <summary>
/// A stream on which something has to come in time, if only a heartbeat: a connection that died without a word looks like one on which
/// nothing happens.
/// </summary>
internal sealed class WatchedStream(Stream inner, TimeSpan silence, TimeProvider time) : AnswerStream
{
    /// <exception cref="IOException">Nothing came in time; the connection is closed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(buffer, cancellationToken);
        if (read.IsCompleted)
        {
            return await read.ConfigureAwait(false);
        }

        var reading = read.AsTask();
        try
        {
            return await reading.WaitAsync(silence, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // Nobody may have the buffer again before the read has let go of it.
            await inner.DisposeAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException($"The server has said nothing for {silence}.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
