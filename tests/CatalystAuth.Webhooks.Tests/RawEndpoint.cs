using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CatalystAuth.Webhooks.Tests;

/// <summary>A server that answers with bytes of any kind, and counts who connects.</summary>
internal sealed class RawEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _running;
    private int _accepts;

    /// <param name="answer">Is called when the headers of a request have been read. The connection ends with it.</param>
    public RawEndpoint(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = AcceptAsync();
    }

    public RawEndpoint(string answer)
        : this((stream, cancellationToken) => stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken).AsTask())
    {
    }

    public int Accepts => Volatile.Read(ref _accepts);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/hooks");

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _listener.Dispose();
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                Interlocked.Increment(ref _accepts);
                await ServeAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            var head = new StringBuilder();
            var buffer = new byte[4096];
            int read;
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer, _stopped.Token)) > 0)
            {
                head.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }

            await _answer(stream, _stopped.Token);
        }
        catch (IOException)
        {
            // The caller had enough.
        }
    }
}
