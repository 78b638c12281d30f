using System.Diagnostics;
using System.Globalization;
using CatalystAuth.Benchmarks.Tenants.Seeding;

namespace CatalystAuth.Benchmarks.Tenants.Measuring;

/// <summary>Times every operation on every target, one call at a time and in turn, so that a busy moment of the machine meets all.</summary>
internal static class Measurement
{
    private const int WarmUps = 50;

    public static async Task<IReadOnlyList<Row>> RunAsync(
        IReadOnlyList<Operation> operations, IReadOnlyList<SeededTarget> targets, int samples, IProgress<SeedStep> progress)
    {
        var times = operations.Select(_ => targets.Select(_ => new List<double>(samples)).ToArray()).ToArray();
        for (var round = -WarmUps; round < samples; round++)
        {
            for (var operation = 0; operation < operations.Count; operation++)
            {
                for (var turn = 0; turn < targets.Count; turn++)
                {
                    // Each is first as often as the other.
                    var target = (round & 1) == 0 ? turn : targets.Count - 1 - turn;
                    if (await operations[operation].PrepareAsync(targets[target]) is not { } call)
                    {
                        continue;
                    }

                    var start = Stopwatch.GetTimestamp();
                    await call();
                    if (round >= 0)
                    {
                        times[operation][target].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                }
            }

            progress.Report(new("rounds", round + WarmUps + 1, samples + WarmUps));
        }

        return [.. operations.Select((operation, i) => new Row(operation.Name, [.. times[i].Select(Times.Of)]))];
    }

    /// <summary>The table, in Markdown. With two targets, the second against the first.</summary>
    public static void Print(IReadOnlyList<Row> rows, IReadOnlyList<SeededTarget> targets)
    {
        var heads = targets.Select(target => $"{target.Data.Size.Users:N0} users: p50 / p95 ms").ToList();
        Console.WriteLine($"| operation | {string.Join(" | ", heads)} |{(targets.Count == 2 ? " ratio p50 / p95 |" : "")}");
        Console.WriteLine($"|---|{string.Concat(heads.Select(_ => "---:|"))}{(targets.Count == 2 ? "---:|" : "")}");
        foreach (var row in rows)
        {
            var ratio = row.Times is [{ } small, { } large] ? Text(large.P50 / small.P50) + " / " + Text(large.P95 / small.P95) : "–";
            Console.WriteLine(
                $"| {row.Name} | {string.Join(" | ", row.Times.Select(times => times is null ? "–" : $"{Text(times.P50)} / {Text(times.P95)}"))} |"
                + (targets.Count == 2 ? $" {ratio} |" : ""));
        }
    }

    private static string Text(double value) => value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
}

/// <summary>One operation's times, by target.</summary>
internal sealed record Row(string Name, IReadOnlyList<Times?> Times);

/// <summary>Milliseconds.</summary>
internal sealed record Times(double P50, double P95)
{
    public static Times? Of(List<double> samples)
    {
        samples.Sort();
        return samples.Count == 0 ? null : new(samples[samples.Count / 2], samples[samples.Count * 95 / 100]);
    }
}
