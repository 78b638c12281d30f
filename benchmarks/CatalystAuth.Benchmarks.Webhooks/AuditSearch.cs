using System.Diagnostics;
using System.Globalization;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Testing;

namespace CatalystAuth.Benchmarks.Webhooks;

/// <summary>Searching the audit trail over HTTP, among ten thousand records and among many, in turn.</summary>
internal static class AuditSearch
{
    private const int Small = 10_000;
    private const int WarmUps = 20;
    private const int DeepPages = 40;

    private static readonly (string Name, Func<Installation, int, AuditQuery> Of)[] Searches =
    [
        ("everything", (_, _) => new()),
        ("an organisation with a fifth of all", (at, _) => new(at.Orgs[0])),
        ("an organisation with a hundredth", (at, _) => new(at.Orgs[1])),
        ("an actor", (_, turn) => new(Actor: User(turn))),
        ("an actor, in an organisation", (at, turn) => new(at.Orgs[0], Actor: User(turn))),
        ("an actor of a tenth of all, who did nothing in this organisation", (at, _) => new(at.Orgs[0], Actor: AuditRows.BusyActor)),
        ("an action", (_, _) => new(Action: EventTypes.KeyRevoked)),
        ("an action, in an organisation", (at, _) => new(at.Orgs[0], Action: EventTypes.KeyRevoked)),
        ("all actions of keys, in an organisation", (at, _) => new(at.Orgs[1], Action: "key.*")),
        ("an action that never happened, in an organisation", (at, _) => new(at.Orgs[0], Action: EventTypes.WebhookDisabled)),
        ("a target", (_, turn) => new(Target: User(turn))),
        ("a target, in an organisation", (at, turn) => new(at.Orgs[0], Target: User(turn))),
        ("an hour, in an organisation", (at, turn) => new(
            at.Orgs[0], From: DateTimeOffset.UtcNow.AddMinutes(-45 - (turn % 30)), To: DateTimeOffset.UtcNow.AddMinutes(-(turn % 30)))),
    ];

    public static async Task RunAsync(PostgreSqlServer postgres, int records, int samples)
    {
        await using var small = await Installation.StartAsync(postgres, nodes: 1, orgs: 2);
        await AuditRows.FillAsync(small, Small);
        await using var large = await Installation.StartAsync(postgres, nodes: 1, orgs: 2);
        await AuditRows.FillAsync(large, records);

        Console.WriteLine();
        Console.WriteLine($"| records of | {Small:N0}: p50 / p95 ms | {records:N0}: p50 / p95 ms | ratio p50 / p95 |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, of) in Searches)
        {
            Print(name, await MeasureAsync([small, large], of, [null, null], samples));
        }

        Print(
            "an organisation, forty pages on",
            await MeasureAsync([small, large], (at, _) => new(at.Orgs[0]), [await DeepAsync(small), await DeepAsync(large)], samples));
    }

    private static async Task<List<double>[]> MeasureAsync(
        Installation[] both, Func<Installation, int, AuditQuery> of, string?[] cursors, int samples)
    {
        var times = Array.ConvertAll(both, _ => new List<double>());
        for (var turn = -WarmUps; turn < samples; turn++)
        {
            for (var i = 0; i < both.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                _ = (await both[i].Client.Audit.SearchAsync(of(both[i], Math.Abs(turn)), new PageRequest(20, cursors[i]))).Value;
                if (turn >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return times;
    }

    private static async Task<string?> DeepAsync(Installation at)
    {
        string? cursor = null;
        for (var page = 0; page < DeepPages; page++)
        {
            cursor = (await at.Client.Audit.SearchAsync(new(at.Orgs[0]), new PageRequest(20, cursor))).Value.NextCursor;
        }

        return cursor;
    }

    private static string User(int turn) => "user_" + (turn * 37 % 400).ToString(CultureInfo.InvariantCulture);

    private static void Print(string name, List<double>[] times)
    {
        var (p50, p95) = (Array.ConvertAll(times, list => JournalCost.Percentile(list, 50)), Array.ConvertAll(times, list => JournalCost.Percentile(list, 95)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {p50[0]:0.00} / {p95[0]:0.00} | {p50[1]:0.00} / {p95[1]:0.00} | {p50[1] / p50[0]:0.00} / {p95[1] / p95[0]:0.00} |"));
    }
}
