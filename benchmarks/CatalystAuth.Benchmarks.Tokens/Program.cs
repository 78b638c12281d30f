using System.Globalization;
using CatalystAuth.Benchmarks.Tokens;
using CatalystAuth.Testing;

const string Usage = "tokens [--seconds 15] [--connections 32]";

var values = new Dictionary<string, int> { ["--seconds"] = 15, ["--connections"] = 32 };
for (var i = 0; i < args.Length; i += 2)
{
    if (!values.ContainsKey(args[i]) || i + 1 == args.Length || !int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) || number < 1)
    {
        await Console.Error.WriteLineAsync(Usage);
        return 1;
    }

    values[args[i]] = number;
}

var (duration, connections) = (TimeSpan.FromSeconds(values["--seconds"]), values["--connections"]);
var signatures = Signatures.PerSecond(TimeSpan.FromSeconds(5));
Report.WriteHeader(connections, signatures);
await using var postgres = await PostgreSqlServer.StartAsync("shared_buffers=256MB", "max_wal_size=4GB");
foreach (var (name, connection) in new[] { ("SQLite", null), ("PostgreSQL", await postgres.CreateDatabaseAsync()) })
{
    await using var target = await Target.StartAsync(connection, connections);
    Report.Write(name, "GET /healthz/live", await Load.RunAsync(connections, duration, target.AliveAsync), signatures);
    Report.Write(name, "exchange of a key", await Load.RunAsync(connections, duration, target.ExchangeAsync), signatures);
    Report.Write(name, "refresh of a session", await Load.RunAsync(connections, duration, target.RefreshAsync), signatures);
}

return 0;
