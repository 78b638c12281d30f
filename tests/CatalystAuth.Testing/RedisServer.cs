using System.Globalization;

namespace CatalystAuth.Testing;

/// <summary>A private Redis of the installed version, which keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly int _port;
    private ChildProcess? _running;

    private RedisServer(int port) => _port = port;

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    private ChildProcess Process => _running ?? throw new InvalidOperationException("Redis has not been started.");

    /// <summary>One that is not started yet; its port stays its own.</summary>
    public static RedisServer NotStarted() => new(FreePort.Next());

    /// <summary>Starts one, and waits until it answers.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var server = NotStarted();
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after it was killed, on the same port and empty.</summary>
    public async Task StartAgainAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _running = await ChildProcess.StartAsync(new(
            "redis-server", "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", _directory.Path)
        {
            WorkingDirectory = _directory.Path,
        });
        await _running.WaitUntilAsync(() => Proxies.Proxy.IsListeningAsync(_port));
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Stops it in the middle of what it does: connections stay, and nothing answers.</summary>
    public Task FreezeAsync() => Process.SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => Process.SignalAsync("CONT");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _directory.Dispose();
    }
}
