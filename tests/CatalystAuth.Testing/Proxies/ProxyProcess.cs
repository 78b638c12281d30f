namespace CatalystAuth.Testing.Proxies;

/// <summary>A real proxy as its own process, with all its files in a directory of its own.</summary>
public abstract class ProxyProcess : IProxy
{
    private readonly TempDirectory _directory = new();
    private ChildProcess? _process;

    private protected ProxyProcess() => Port = FreePort.Next();

    /// <inheritdoc />
    public Uri Url => Proxy.UrlOf(Port);

    private protected int Port { get; }

    private protected string Directory => _directory.Path;

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Write(string name, string content) => _directory.Write(name, content);

    private protected async Task RunAsync(ProgramStart start)
    {
        try
        {
            _process = await ChildProcess.StartAsync(start with { WorkingDirectory = _directory.Path });
            await _process.WaitUntilAsync(() => Proxy.IsListeningAsync(Port));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    // Debian has some among the system's programs, which are not on everybody's path.
    private protected static string Find(string program) => File.Exists($"/usr/sbin/{program}") ? $"/usr/sbin/{program}" : program;
}
