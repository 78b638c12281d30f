using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace CatalystAuth.Testing;

/// <summary>
/// A private PostgreSQL of the installed version: own data, own port, no system service. It forgives no crash (nothing is synced
/// to disk), and is the faster for it.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Superuser = "catalyst";

    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(StartSharedAsync);

    private readonly TempDirectory _directory;
    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly ProgramStart _start;
    private ChildProcess? _running;
    private int _databases;

    private PostgreSqlServer(TempDirectory directory, ProgramStart start, NpgsqlConnectionStringBuilder connection) =>
        (_directory, _start, _connection) = (directory, start, connection);

    private ChildProcess Process => _running ?? throw new InvalidOperationException("The database has not been started.");

    /// <summary>The one that all tests of this process share; it ends with the process.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => Shared.Value;

    /// <summary>Starts one of its own.</summary>
    /// <param name="settings">More of its settings, each as <c>name=value</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var programs = FindPrograms();
        var user = Environment.IsPrivilegedProcess ? "postgres" : null;
        var directory = new TempDirectory();
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var passwordFile = directory.Write("password", password);
        if (user is not null)
        {
            // PostgreSQL refuses to run as root.
            await ChildProcess.RunAsync(new("chown", "-R", $"{user}:", directory.Path));
        }

        await ChildProcess.RunAsync(new(
            Path.Combine(programs, "initdb"), "--pgdata", directory["data"], "--username", Superuser, "--pwfile", passwordFile,
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        {
            User = user,
            WorkingDirectory = directory.Path,
        });

        var port = FreePort.Next();
        var start = new ProgramStart(
            Path.Combine(programs, "postgres"),
            [
                "-D", directory["data"], "-k", directory.Path, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=1000",
                .. settings.SelectMany(setting => new[] { "-c", setting }),
            ])
        {
            User = user,
            WorkingDirectory = directory.Path,
            DeathSignal = "QUIT", // An immediate shutdown, which gives its shared memory back.
        };
        var server = new PostgreSqlServer(directory, start, new()
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Superuser,
            Password = password,
            Database = "postgres",
            MaxPoolSize = 30,

            // Tests make and leave many servers, each with a pool of its own.
            ConnectionIdleLifetime = 15,
            ConnectionPruningInterval = 5,
        });
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

    /// <summary>Makes an empty database, and gives the connection string of its owner.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        await using var connection = new NpgsqlConnection(_connection.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A name cannot be a parameter; this one is made three lines above.
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE template0";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>As <c>kill -9</c> of all its processes.</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Starts it again after it was killed, on the same port and data, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _running = await ChildProcess.StartAsync(_start);
        await _running.WaitUntilAsync(AnswersAsync);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            if (!_running.HasExited)
            {
                await _running.SignalAsync("INT"); // A fast shutdown: clients are sent away, files are closed.
                await _running.WaitForExitAsync();
            }

            await _running.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static async Task<PostgreSqlServer> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.AbandonAsync().GetAwaiter().GetResult();
        return server;
    }

    // The runner gives a process ten seconds to end. What nobody needs any more is not written to disk first, and its many files are removed behind it.
    private async Task AbandonAsync()
    {
        if (_running is { HasExited: false } running)
        {
            await running.SignalAsync("QUIT");
            await running.WaitForExitAsync();
        }

        using var removal = System.Diagnostics.Process.Start("rm", ["-rf", _directory.Path]);
    }

    private static string FindPrograms()
    {
        const string Installed = "/usr/lib/postgresql";
        var versions = Directory.Exists(Installed) ? Directory.GetDirectories(Installed) : [];
        return versions
            .Select(folder => (Bin: Path.Combine(folder, "bin"), Version: Path.GetFileName(folder)))
            .Where(found => File.Exists(Path.Combine(found.Bin, "initdb")))
            .OrderByDescending(found => int.TryParse(found.Version, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(found => found.Bin)
            .FirstOrDefault() ?? throw new InvalidOperationException("PostgreSQL is not installed: run ./eng/install-test-packages.");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connection.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
