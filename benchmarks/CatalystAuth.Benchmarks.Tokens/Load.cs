using System.Diagnostics;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>Calls on so many connections, each one after the other, for a while.</summary>
internal static class Load
{
    public static async Task<IReadOnlyList<double>> RunAsync(int connections, TimeSpan duration, Func<int, Task> call)
    {
        // The first calls open connections and compile code.
        await Task.WhenAll(Enumerable.Range(0, connections).Select(n => RepeatAsync(n, duration / 5, call)));
        GC.Collect();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => RepeatAsync(n, duration, call)));
        return [.. times.SelectMany(list => list).Order()];
    }

    private static async Task<List<double>> RepeatAsync(int connection, TimeSpan duration, Func<int, Task> call)
    {
        var times = new List<double>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
        {
            var sent = Stopwatch.GetTimestamp();
            await call(connection);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }
}
