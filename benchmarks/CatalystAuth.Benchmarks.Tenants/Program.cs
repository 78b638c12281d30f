using CatalystAuth.Benchmarks.Tenants;
using CatalystAuth.Benchmarks.Tenants.Seeding;

const string Usage =
    """
    seed --connection <connection string> [--users 1000000] [--orgs 100000] [--memberships 3000000] [--password <operator's>]
        Fills an empty PostgreSQL database.
    measure --connection <connection string> --password <operator's> [--against <connection string>] [--samples 500] [--only <part of a name>]
        Measures what was seeded; with --against both, in turn, and how the second compares.
    run [--users 1000000] [--orgs 100000] [--memberships 3000000] [--samples 500]
        Both, on a PostgreSQL of its own: that size against a hundredth of it.
    """;

try
{
    var options = Options.Read(args);
    switch (options.Command)
    {
        case "seed":
            await Commands.SeedAsync(options);
            return 0;
        case "measure":
            await Commands.MeasureAsync(options);
            return 0;
        case "run":
            await Commands.RunAsync(options);
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
