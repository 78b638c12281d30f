using System.Net.Sockets;
using System.Text;

namespace CatalystAuth.Testing;

/// <summary>HTTP as bytes, for what no honest client sends.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Sends a request without a body, its target and headers exactly as given, and reads the whole answer.</summary>
    public static Task<RawAnswer> SendAsync(
        Uri server, string method, string target, string host, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new StringBuilder().Append(method).Append(' ').Append(target).Append(" HTTP/1.1\r\nHost: ").Append(host).Append("\r\n");
        var all = headers.ToArray();
        foreach (var (name, value) in all)
        {
            request.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (!all.Any(header => header.Name.Equals("Connection", StringComparison.OrdinalIgnoreCase)))
        {
            request.Append("Connection: close\r\n");
        }

        return SendAsync(server, Encoding.Latin1.GetBytes(request.Append("\r\n").ToString()));
    }

    /// <summary>Sends bytes, and reads the answer until the server closes or the answer is complete.</summary>
    public static async Task<RawAnswer> SendAsync(Uri server, ReadOnlyMemory<byte> request)
    {
        using var stop = new CancellationTokenSource(Deadline);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, stop.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(request, stop.Token);

        var received = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var count = await ReadAsync(stream, buffer, stop.Token);
            received.AddRange(buffer.AsSpan(0, count));
            if (RawAnswer.Parse(received.ToArray(), isWhole: count == 0) is { } answer)
            {
                return answer;
            }
        }
    }

    // A server that refuses may reset the connection behind its answer.
    private static async Task<int> ReadAsync(NetworkStream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
