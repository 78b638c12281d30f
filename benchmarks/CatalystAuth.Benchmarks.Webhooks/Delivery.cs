using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CatalystAuth.Testing;

namespace CatalystAuth.Benchmarks.Webhooks;

/// <summary>
/// How many changes a second come all the way: called over HTTP, committed, sent, answered and recorded as delivered. Beside it, how many
/// requests of that size the same callers bring to the same receiver with nothing in between.
/// </summary>
internal static class Delivery
{
    private const int Callers = 8;

    // About what an event weighs.
    private const int Body = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(PostgreSqlServer postgres, int changes)
    {
        await using var sink = await Sink.StartAsync();
        Console.WriteLine("| changes, each to one webhook | made, a second | delivered, a second | against raw requests |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var nodes in (int[])[1, 2])
        {
            // In turn, since the machine is not always equally fast.
            var raw = await RawAsync(sink, changes);
            var (made, delivered) = await DeliverAsync(postgres, sink, nodes, changes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| raw requests | {raw:0} | {raw:0} | 1 |"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| nodes: {nodes} | {made:0} | {delivered:0} | {delivered / raw:0.000} |"));
        }
    }

    private static async Task<double> RawAsync(Sink sink, int requests)
    {
        using var http = new HttpClient();
        var body = new byte[Body];
        var start = Stopwatch.GetTimestamp();
        await EachAsync(requests, async (_, _) =>
        {
            using var content = new ByteArrayContent(body);
            using var answer = await http.PostAsync(new Uri(sink.Url), content);
            answer.EnsureSuccessStatusCode();
        });
        return requests / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<(double Made, double Delivered)> DeliverAsync(PostgreSqlServer postgres, Sink sink, int nodes, int changes)
    {
        await using var installation = await Installation.StartAsync(postgres, nodes, Callers);
        foreach (var org in installation.Orgs)
        {
            _ = (await installation.Client.Webhooks.CreateAsync(org, new(sink.Url, ["org.updated"]))).Value;
        }

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", installation.Client.CurrentTokens!.AccessToken);
        await ChangeAsync(http, installation, changes / 10, "warm");
        await DeliveredAsync(installation, changes / 10);

        var start = Stopwatch.GetTimestamp();
        await ChangeAsync(http, installation, changes, "hot");
        var made = Stopwatch.GetElapsedTime(start);
        await DeliveredAsync(installation, changes + (changes / 10));
        return (changes / made.TotalSeconds, changes / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static Task ChangeAsync(HttpClient http, Installation installation, int changes, string word) => EachAsync(changes, async (caller, turn) =>
    {
        var node = installation.Nodes[turn % installation.Nodes.Count];
        var name = $"{word} {turn.ToString(CultureInfo.InvariantCulture)}";
        using var answer = await http.PatchAsJsonAsync(new Uri(node.Url, $"/v1/orgs/{installation.Orgs[caller]}"), new { name });
        answer.EnsureSuccessStatusCode();
    });

    private static Task EachAsync(int times, Func<int, int, Task> call) => Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
    {
        for (var turn = caller; turn < times; turn += Callers)
        {
            await call(caller, turn / Callers);
        }
    }));

    private static Task DeliveredAsync(Installation installation, int count) => Eventually.BeAsync(
        async () =>
        {
            await using var command = installation.Sql.CreateCommand("SELECT count(*) FROM webhook_deliveries WHERE status = 'delivered'");
            return (long)(await command.ExecuteScalarAsync())! >= count;
        },
        Patience);
}
