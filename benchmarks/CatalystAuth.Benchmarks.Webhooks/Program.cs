using System.Globalization;
using CatalystAuth.Benchmarks.Webhooks;
using CatalystAuth.Testing;

const string Usage =
    """
    webhooks [delivery|journal|search] [--changes 4000] [--records 10000000] [--samples 200]
        Without a name, all three.
    """;

var values = new Dictionary<string, int> { ["--changes"] = 4000, ["--records"] = 10_000_000, ["--samples"] = 200 };
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (values.ContainsKey(args[i]) && i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) && number > 0)
    {
        values[args[i++]] = number;
    }
    else if (args[i] is "delivery" or "journal" or "search")
    {
        names.Add(args[i]);
    }
    else
    {
        await Console.Error.WriteLineAsync(Usage);
        return 1;
    }
}

await using var postgres = await PostgreSqlServer.StartAsync("shared_buffers=1GB", "max_wal_size=8GB", "maintenance_work_mem=512MB");
if (names.Count == 0 || names.Contains("delivery"))
{
    await Delivery.RunAsync(postgres, values["--changes"]);
}

if (names.Count == 0 || names.Contains("journal"))
{
    await JournalCost.RunAsync(postgres, values["--samples"] * 10);
}

if (names.Count == 0 || names.Contains("search"))
{
    await AuditSearch.RunAsync(postgres, values["--records"], values["--samples"]);
}

return 0;
