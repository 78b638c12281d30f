using System.Security.Cryptography;
using CatalystAuth.Benchmarks.Tenants.Measuring;
using CatalystAuth.Benchmarks.Tenants.Seeding;
using CatalystAuth.Testing;

namespace CatalystAuth.Benchmarks.Tenants;

/// <summary>What the program does.</summary>
internal static class Commands
{
    // The small database has a hundredth of everything.
    private const long Smaller = 100;
    private const long Least = 100_000;

    public static async Task SeedAsync(Options options)
    {
        var password = options.Password ?? NewPassword();
        await SeedAsync(options.Connection, options.Size, password);
        Console.WriteLine($"Seeded. The operator is {SeedData.OperatorEmail}, password {password}");
    }

    public static Task MeasureAsync(Options options)
    {
        var password = options.Password ?? throw new SeedException("--password is needed: the operator's, as seed said.");
        return MeasureAsync(options.Against is { } other ? [options.Connection, other] : [options.Connection], password, options);
    }

    public static async Task RunAsync(Options options)
    {
        var password = NewPassword();
        var size = options.Size;
        if (size.Users < Least)
        {
            throw new SeedException($"--users is at least {Least:N0}: in a hundredth of fewer there is not everything that is looked for.");
        }

        await using var postgres = await PostgreSqlServer.StartAsync("shared_buffers=1GB", "max_wal_size=8GB");
        var small = await postgres.CreateDatabaseAsync();
        await SeedAsync(small, new(size.Users / Smaller, size.Orgs / Smaller, size.Memberships / Smaller), password);
        var large = await postgres.CreateDatabaseAsync();
        await SeedAsync(large, size, password);
        await MeasureAsync([small, large], password, options);
    }

    private static Task SeedAsync(string connection, SeedSize size, string password) => SeedProgress.ShowAsync(
        progress => new Seeder(connection, size, password).RunAsync(progress, CancellationToken.None));

    private static async Task MeasureAsync(IReadOnlyList<string> connections, string password, Options options)
    {
        var targets = new List<SeededTarget>();
        try
        {
            foreach (var connection in connections)
            {
                targets.Add(await SeededTarget.StartAsync(connection, password));
            }

            var operations = Operations.All.Where(operation => operation.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)).ToList();
            IReadOnlyList<Row> rows = [];
            await SeedProgress.ShowAsync(async progress => rows = await Measurement.RunAsync(operations, targets, options.Samples, progress));
            Measurement.Print(rows, targets);
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
