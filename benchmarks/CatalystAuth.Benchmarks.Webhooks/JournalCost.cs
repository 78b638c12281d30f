using System.Diagnostics;
using System.Globalization;
using CatalystAuth.Testing;
using Npgsql;

namespace CatalystAuth.Benchmarks.Webhooks;

/// <summary>What the journal adds to the transaction of a change: its statements, with and without those that write record and event.</summary>
internal static class JournalCost
{
    private const string Change =
        "SELECT id, name, version FROM organisations WHERE id = @org; UPDATE organisations SET name = @name, version = version + 1, updated_at = now() WHERE id = @org;";

    private const string Journal =
        """
        INSERT INTO audit_records (id, org_id, action, actor, target, data, at, ip_address, user_agent, trace_id)
        VALUES (@record, @org, 'org.updated', 'user_bench', 'org_bench', @data, now(), '127.0.0.1', 'bench', @name);
        INSERT INTO audit_unlinked (record_id) VALUES (@record);
        INSERT INTO outbox_events (id, org_id, type, version, subject, actor, data, at)
        VALUES (@event, @org, 'org.updated', 1, 'org_bench', 'user_bench', @data, now());
        """;

    // Of one person, as most records have; their key is in memory.
    private const string Personal = "INSERT INTO audit_personal (record_id, subject, sealed) VALUES (@record, 'user_bench', @sealed);";

    public static async Task RunAsync(PostgreSqlServer postgres, int samples)
    {
        await using var installation = await Installation.StartAsync(postgres, nodes: 1, orgs: 1);

        // Nothing else works on the rows meanwhile.
        await installation.Nodes[0].StopAsync();
        var org = installation.Orgs[0].Value;
        await using var connection = await installation.Sql.OpenConnectionAsync();
        (string Name, string Sql, List<double> Times)[] kinds =
        [
            ("without record and event", Change, []), ("with both", Change + Journal, []), ("and personal values", Change + Journal + Personal, []),
        ];
        for (var i = -samples / 10; i < samples; i++)
        {
            foreach (var kind in kinds)
            {
                var time = await TimeAsync(connection, org, kind.Sql, i);
                if (i >= 0)
                {
                    kind.Times.Add(time);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| transaction of one change, SQL alone | p50 ms | p95 ms | ratio p50 / p95 |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var kind in kinds)
        {
            Print(kind.Name, kind.Times, kinds[0].Times);
        }
    }

    private static async Task<double> TimeAsync(NpgsqlConnection connection, Guid org, string sql, int turn)
    {
        var start = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();
#pragma warning disable CA2100 // Made of the constants above.
        await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("org", org);
        command.Parameters.AddWithValue("name", $"bench {turn.ToString(CultureInfo.InvariantCulture)}");
        if (sql != Change)
        {
            command.Parameters.AddWithValue("record", Guid.CreateVersion7());
            command.Parameters.AddWithValue("event", Guid.CreateVersion7());
            command.Parameters.AddWithValue("sealed", new byte[300]);
            command.Parameters.AddWithValue("data", """{"before":{"name":"a","slug":"org"},"after":{"name":"b","slug":"org"}}""");
        }

        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string name, List<double> times, List<double> against) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Percentile(times, 50):0.00} | {Percentile(times, 95):0.00} | {Percentile(times, 50) / Percentile(against, 50):0.00} / {Percentile(times, 95) / Percentile(against, 95):0.00} |"));

    internal static double Percentile(IEnumerable<double> times, int percent)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }
}
