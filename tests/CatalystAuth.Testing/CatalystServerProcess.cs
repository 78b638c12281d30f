using System.Globalization;

namespace CatalystAuth.Testing;

/// <summary>
/// The built server as its own process, with a data directory of its own. It runs in a folder that is not its program's, as under
/// any service manager.
/// </summary>
public sealed class CatalystServerProcess : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CatalystServerOptions _options;
    private ChildProcess? _process;

    private CatalystServerProcess(CatalystServerOptions options)
    {
        _options = options;
        Url = UrlOf(options.ApiPort ?? FreePort.Next());
        ForwardAuthUrl = UrlOf(options.ForwardAuthPort ?? FreePort.Next());
    }

    /// <summary>Where the API is.</summary>
    public Uri Url { get; }

    /// <summary>Where forward-auth is.</summary>
    public Uri ForwardAuthUrl { get; }

    /// <summary>Where the data is.</summary>
    public string DataDirectory => _directory["data"];

    /// <summary>What it wrote since it was last started.</summary>
    public string Output => Process.Output;

    /// <summary>How long the last start took, from the start of the process until <c>/healthz/ready</c> was 200.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    private ChildProcess Process => _process ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>Starts one, and waits until it is ready.</summary>
    public static async Task<CatalystServerProcess> StartAsync(CatalystServerOptions? options = null)
    {
        var server = new CatalystServerProcess(options ?? new());
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

    /// <summary>Starts one that is expected to give up, and gives what it said.</summary>
    public static async Task<(int ExitCode, string Output)> FailToStartAsync(CatalystServerOptions options)
    {
        await using var server = new CatalystServerProcess(options);
        await server.StartProcessAsync();
        var exitCode = await server.Process.WaitForExitAsync();
        return (exitCode, server.Output);
    }

    /// <summary>Starts it again after it was killed, on the same ports and data.</summary>
    /// <param name="deadline">How long it may take; 30 seconds when nothing else is said.</param>
    public async Task StartAgainAsync(TimeSpan? deadline = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        await StartProcessAsync();
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        await Process.WaitUntilAsync(() => IsReadyAsync(http), deadline);
        ReadyAfter = TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>As <c>kill -9</c>: no chance to tidy up.</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Asks it to stop, as a service manager does, and gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Process.SignalAsync("TERM");
        return await Process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // Nobody listens yet, or the machine is too busy for an answer in time.
            return false;
        }
    }

    private static string FindProgram()
    {
        if (Environment.GetEnvironmentVariable("CATALYST_SERVER") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        return new[] { "release", "debug" }
            .Select(configuration => Path.Combine(
                Repository.Root, "artifacts", "bin", "CatalystAuth.Server", configuration, "CatalystAuth.Server.dll"))
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .FirstOrDefault() ?? throw new InvalidOperationException("The server is not built: run ./eng/build.");
    }

    private Uri UrlOf(int port) => new($"http://{_options.Host}:{port.ToString(CultureInfo.InvariantCulture)}");

    private async Task StartProcessAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = TextOf(Url),
            ["Catalyst__ForwardAuth__Urls"] = TextOf(ForwardAuthUrl),
            ["Catalyst__PublicUrl"] = TextOf(Url),
            ["Catalyst__DataDirectory"] = DataDirectory,
            ["Catalyst__Bootstrap__AdminEmail"] = _options.AdminEmail,
            ["Catalyst__Bootstrap__AdminPassword"] = _options.AdminPassword,
            ["Catalyst__Storage__Provider"] = _options.PostgreSql is null ? "sqlite" : "postgres",
            ["ConnectionStrings__Catalyst"] = _options.PostgreSql,

            // All callers come from one address.
            ["Catalyst__RateLimits__Flows__Permits"] = "0",
            ["Catalyst__RateLimits__Tokens__Permits"] = "0",
        };
        foreach (var (name, value) in _options.Settings)
        {
            settings[name] = value;
        }

        var program = FindProgram();
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProgramStart("dotnet", program) : new ProgramStart(program);
        _process = await ChildProcess.StartAsync(start with { Environment = settings, WorkingDirectory = _directory.Path });
    }

    private static string TextOf(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
