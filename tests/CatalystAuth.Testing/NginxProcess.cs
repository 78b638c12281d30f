using System.Globalization;

namespace CatalystAuth.Testing;

/// <summary>A real nginx in front of an upstream: one process, in the foreground, all its files in a directory of its own.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ChildProcess _process;

    private NginxProcess(TempDirectory directory, ChildProcess process, int port)
    {
        _directory = directory;
        _process = process;
        Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts one.</summary>
    public static async Task<NginxProcess> StartAsync(string app, Uri forwardAuth, Uri upstream)
    {
        var port = FreePort.Next();
        var directory = new TempDirectory();
        var config = directory.Write("nginx.conf", ProxyConfigs.Nginx(port, directory.Path, app, forwardAuth, upstream));
        // Debian has it among the system's programs, which are not on everybody's path.
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = await ChildProcess.StartAsync(new(program, "-p", directory.Path, "-e", "stderr", "-c", config)
        {
            WorkingDirectory = directory.Path,
        });
        var nginx = new NginxProcess(directory, process, port);
        try
        {
            await process.WaitUntilAsync(() => Listening.IsAsync(port));
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
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
