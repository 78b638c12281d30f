using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Mail;

namespace CatalystAuth.Benchmarks.Flows;

/// <summary>How long the answers take that must not tell whether an account exists: of addresses that have one, and of others, in turn.</summary>
internal static class EqualAnswers
{
    private const string Password = "correct horse battery staple";

    // A mailbox gets ten an hour, and one was for signing up.
    private const int MailsOfAddress = 8;

    // As many as can be set, so that waiting is measured where it is meant to be.
    private const int FreeTries = 100;
    private const int WrongOfAddress = FreeTries / 2;

    public static async Task RunAsync(int samples)
    {
        await using var sink = SmtpSink.Start();
        await using var server = await CatalystServerProcess.StartAsync(new() { Settings = SettingsOf(sink) });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Url };
        var count = (3 * ((samples / MailsOfAddress) + 1)) + (samples / WrongOfAddress) + 2;
        var known = new Queue<string>();
        var unknown = new Queue<string>();
        for (var n = 0; n < count; n++)
        {
            known.Enqueue(await SignUpAsync(http, sink, $"known{n.ToString(CultureInfo.InvariantCulture)}@example.com"));
            unknown.Enqueue($"other{n.ToString(CultureInfo.InvariantCulture)}@example.com");
        }

        Console.WriteLine("| answer | with an account: p50 ms | without: p50 ms | ratio | ratio of two halves of the same |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        await MeasureAsync("wrong password", samples, WrongOfAddress, (known, unknown), address => WrongPasswordAsync(http, address));
        await MeasureAsync("code by mail to sign in", samples, MailsOfAddress, (known, unknown), address => AskForMailAsync(http, new { type = "sign_in", answers = new { identifier = address, method = "email" } }));
        await MeasureAsync("recovery", samples, MailsOfAddress, (known, unknown), address => AskForMailAsync(http, new { type = "recovery", answers = new { identifier = address } }));

        await MeasureAsync("code by mail to sign up", samples, MailsOfAddress, (known, unknown), address => AskForMailAsync(http, new { type = "sign_up", answers = new { email = address } }));

        var (one, other) = (known.Dequeue(), unknown.Dequeue());
        for (var n = 0; n <= FreeTries; n++)
        {
            await WrongPasswordAsync(http, one);
            await WrongPasswordAsync(http, other);
        }

        await MeasureAsync("wrong password while the address waits", samples, samples, (new([one]), new([other])), address => WrongPasswordAsync(http, address));
    }

    // Each kind comes as often behind itself as behind the other: what a server does behind its answer would else be taken for the next one's time.
    private static async Task MeasureAsync(string what, int samples, int perAddress, (Queue<string> Known, Queue<string> Unknown) addresses, Func<string, Task> ask)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        var current = (Known: string.Empty, Unknown: string.Empty);
        for (var n = 0; n < samples * 2; n++)
        {
            var isKnown = n % 4 is 0 or 3;
            var times = isKnown ? known : unknown;
            if (times.Count % perAddress == 0)
            {
                current = isKnown ? (addresses.Known.Dequeue(), current.Unknown) : (current.Known, addresses.Unknown.Dequeue());
            }

            var start = Stopwatch.GetTimestamp();
            await ask(isKnown ? current.Known : current.Unknown);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var (odd, even) = (unknown.Where((_, n) => n % 2 == 1), unknown.Where((_, n) => n % 2 == 0));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {Median(known):F2} | {Median(unknown):F2} | {Median(known) / Median(unknown):F3} | {Median(odd) / Median(even):F3} |"));
    }

    private static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static Dictionary<string, string?> SettingsOf(SmtpSink sink) => new()
    {
        ["Catalyst__Mail__From"] = "accounts@example.com",
        ["Catalyst__Mail__Smtp__Host"] = "127.0.0.1",
        ["Catalyst__Mail__Smtp__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Catalyst__Mail__Smtp__Security"] = "none",
        ["Catalyst__Attempts__Free"] = FreeTries.ToString(CultureInfo.InvariantCulture),
        ["Catalyst__Attempts__FreePerAccount"] = "1000",
        ["Catalyst__Attempts__FreePerNetwork"] = "100000",
        ["Catalyst__Attempts__Wait"] = "00:10:00",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static async Task<string> SignUpAsync(HttpClient http, SmtpSink sink, string email)
    {
        var flow = await StartAsync(http, new { type = "sign_up", answers = new { email } });
        var mail = (await sink.ToAsync(email))[0];
        var code = mail.Text.Split('\n').Single(line => line.StartsWith("    ", StringComparison.Ordinal)).Trim();
        flow = await AnswerAsync(http, flow, new { code });
        flow = await AnswerAsync(http, flow, new { password = Password, name = "Ada" });
        return flow["step"]!["kind"]!.GetValue<string>() == "done" ? email : throw new InvalidOperationException(flow.ToJsonString());
    }

    private static async Task AskForMailAsync(HttpClient http, object request)
    {
        var flow = await StartAsync(http, request);
        if (flow["step"]?["kind"]?.GetValue<string>() != "email_sent")
        {
            throw new InvalidOperationException(flow.ToJsonString());
        }
    }

    private static Task<JsonNode> WrongPasswordAsync(HttpClient http, string address) =>
        StartAsync(http, new { type = "sign_in", answers = new { identifier = address, password = "not the password of it" } });

    private static Task<JsonNode> StartAsync(HttpClient http, object request) => PostAsync(http, "/v1/auth/flows", request);

    private static Task<JsonNode> AnswerAsync(HttpClient http, JsonNode flow, object answers) => PostAsync(
        http, $"/v1/auth/flows/{flow["id"]}", new { kind = flow["step"]!["kind"]!.GetValue<string>(), secret = flow["secret"]!.GetValue<string>(), answers });

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
