using CatalystAuth.Benchmarks.Tenants;
using CatalystAuth.Benchmarks.Tenants.Seeding;

const string Usage =
    """
    seed --connection <connection string> [--users 1000000] [--orgs 100000] [--memberships 3000000] [--password <operator's>]
        Fills an empty PostgreSQL database.
    """;

try
{
    var options = Options.Read(args);
    switch (options.Command)
    {
        case "seed":
            await Commands.SeedAsync(options);
            return 0;
        default:
            throw new SeedException(Usage);
    }
}
catch (SeedException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
