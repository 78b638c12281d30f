using System.Globalization;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>Prints a table.</summary>
internal static class Report
{
    private static int _connections;
    private static double _duration;

    public static void WriteHeader(int connections, double signatures)
    {
        _connections = connections;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"RS256 signatures alone, all cores: {signatures:F0} per second. {connections} connections.\n"));
        Console.WriteLine("| database | call | per second | of the signatures | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
    }

    public static void Write(string database, string call, IReadOnlyList<double> times, double signatures)
    {
        // Each connection is busy all the time, so together they took connections times as long.
        _duration = times.Sum() / 1000 / _connections;
        var rate = times.Count / _duration;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {database} | {call} | {rate:F0} | {rate / signatures:P0} | {times[times.Count / 2]:F1} | {times[times.Count * 99 / 100]:F1} |"));
    }
}
