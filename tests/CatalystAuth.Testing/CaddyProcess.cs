using System.Globalization;
using System.Net.Sockets;

namespace CatalystAuth.Testing;

/// <summary>A real Caddy in front of an upstream.</summary>
public sealed class CaddyProcess : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ChildProcess _process;

    private CaddyProcess(TempDirectory directory, ChildProcess process, int port)
    {
        _directory = directory;
        _process = process;
        Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts one.</summary>
    public static async Task<CaddyProcess> StartAsync(string app, Uri forwardAuth, Uri upstream)
    {
        var port = FreePort.Next();
        var directory = new TempDirectory();
        var config = directory.Write("Caddyfile", ProxyConfigs.Caddy(port, app, forwardAuth, upstream));
        var process = await ChildProcess.StartAsync(new("caddy", "run", "--config", config, "--adapter", "caddyfile")
        {
            WorkingDirectory = directory.Path,
            Environment = new Dictionary<string, string?> { ["HOME"] = directory.Path },
        });
        var caddy = new CaddyProcess(directory, process, port);
        try
        {
            await process.WaitUntilAsync(() => Listening.IsAsync(port));
            return caddy;
        }
        catch
        {
            await caddy.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}

/// <summary>Tells whether a program is up that has no route to ask for it.</summary>
internal static class Listening
{
    public static async Task<bool> IsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
