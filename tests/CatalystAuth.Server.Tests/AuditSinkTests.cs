using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Sinks;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests;

/// <summary>Posts its audit records to a receiver of its own, logs them, and sends its logs by OTLP to the same receiver.</summary>
public sealed class SqliteSinkServer : SqliteServer, ISinkServer
{
    public Receiver Sink { get; private set; } = null!;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        Sink = await ISinkServer.ConfigureAsync(settings);
        await base.ConfigureAsync(settings);
    }
}

public sealed class PostgresSinkServer : PostgresServer, ISinkServer
{
    public Receiver Sink { get; private set; } = null!;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        Sink = await ISinkServer.ConfigureAsync(settings);
        await base.ConfigureAsync(settings);
    }
}

public interface ISinkServer
{
    const string Token = "tok_3f9a-not-in-any-log";

    Receiver Sink { get; }

    static async Task<Receiver> ConfigureAsync(Dictionary<string, string?> settings)
    {
        var sink = await Receiver.StartAsync();
        settings["Catalyst:Audit:Sink:Url"] = $"{sink.Url}/audit";
        settings["Catalyst:Audit:Sink:Token"] = Token;
        settings["Catalyst:Audit:Log"] = "true";
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Url;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_BLRP_SCHEDULE_DELAY"] = "100";
        return sink;
    }
}

public sealed class SqliteAuditSinkTests(SqliteSinkServer server) : AuditSinkTests(server, server), IClassFixture<SqliteSinkServer>;

public sealed class PostgresAuditSinkTests(PostgresSinkServer server) : AuditSinkTests(server, server), IClassFixture<PostgresSinkServer>;

public abstract class AuditSinkTests(TestServer server, ISinkServer sinks)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_record_is_posted_in_the_order_of_its_chain_as_the_API_shows_it()
    {
        var (ada, org) = await ChangeAsync(3);

        var lines = await PostedAsync(org, 4);

        var chain = await server.ChainAsync(org);
        lines.Select(line => line["seq"]!.GetValue<long>()).ShouldBe([1, 2, 3, 4]);
        lines.Select(line => line["hash"]!.GetValue<string>()).ShouldBe(chain.Select(item => Convert.ToHexStringLower(item.Link.Hash)));
        var entries = (await ada.GetAsync($"/v1/audit/events?org={org}")).Items();
        lines.Select(line => line["record"]!["id"]!.GetValue<string>()).ShouldBe(entries.Select(entry => entry!["id"]!.GetValue<string>()), ignoreOrder: true);
        foreach (var line in lines)
        {
            var entry = entries.Single(entry => JsonNode.DeepEquals(entry!["id"], line["record"]!["id"]));
            JsonNode.DeepEquals(entry, line["record"]).ShouldBeTrue($"{entry} {line["record"]}");
        }

        var request = sinks.Sink.All.First(item => item.Path == "/audit");
        request.Headers["Authorization"].ShouldBe($"Bearer {ISinkServer.Token}");
        request.Headers["Content-Type"].ShouldBe("application/x-ndjson");
        server.Log.Lines.ShouldAllBe(line => !line.Contains(ISinkServer.Token));
    }

    [Fact]
    public async Task What_the_sink_did_not_take_comes_again_and_nothing_else_waits_for_it()
    {
        // What other tests left to send would be in the way: a sink gets the oldest first.
        await Eventually.BeAsync(
            () => server.WithAsync(async (_, context) => !await context.AuditOutgoing.AnyAsync(waiting => waiting.Sink == AuditSinks.Http)), Deadline);
        AnswerWith(500);
        try
        {
            var (_, org) = await ChangeAsync(2);
            await Eventually.BeAsync(() => Task.FromResult(Lines(org).Count >= 3), Deadline);
            (await WaitingAsync(org)).ShouldBe(3);

            // A redirect is followed to nowhere.
            AnswerWith(302);
            var before = Lines(org).Count;
            await Eventually.BeAsync(() => Task.FromResult(Lines(org).Count > before), Deadline);
            (await WaitingAsync(org)).ShouldBe(3);
            AnswerWith(204);

            await Eventually.BeAsync(async () => await WaitingAsync(org) == 0, Deadline);
            Lines(org).TakeLast(3).Select(line => line["seq"]!.GetValue<long>()).ShouldBe([1, 2, 3]);
            sinks.Sink.All.Select(item => item.Path).ShouldNotContain("/elsewhere");
        }
        finally
        {
            AnswerWith(204);
        }
    }

    [Fact]
    public async Task A_post_is_no_larger_than_a_megabyte()
    {
        var sink = server.Services.GetServices<IAuditSink>().Single(sink => sink.Name == AuditSinks.Http);
        var data = new JsonObject { ["after"] = new string('x', 8192) };
        var chain = $"chain-{Guid.NewGuid():N}";
        await sink.SendAsync(
            [
                .. Enumerable.Range(1, 300).Select(seq => new AuditSinkRecord(
                    chain, seq, "00", new(default, null, "org.updated", "system", "org_1", (JsonObject)data.DeepClone(), default, null, null, null))),
            ],
            TestContext.Current.CancellationToken);

        var posts = sinks.Sink.All.Where(item => item.Body.Contains(chain, StringComparison.Ordinal)).ToList();
        posts.Count.ShouldBe(3);
        posts.ShouldAllBe(post => post.Body.Length <= 1024 * 1024);
        Lines(chain).Select(line => line["seq"]!.GetValue<long>()).ShouldBe(Enumerable.Range(1, 300).Select(seq => (long)seq));
    }

    [Fact]
    public async Task Each_record_is_logged_and_goes_out_by_OTLP()
    {
        var (ada, org) = await ChangeAsync(1);

        await Eventually.BeAsync(
            () => Task.FromResult(server.Log.Lines.Any(line => line.Contains($"org.updated by {ada.UserId} on {org}", StringComparison.Ordinal))), Deadline);

        await Eventually.BeAsync(
            () => Task.FromResult(sinks.Sink.All.Any(item => item.Path == "/v1/logs" && item.Body.Contains(org, StringComparison.Ordinal)
                && item.Body.Contains("CatalystAuth.Audit", StringComparison.Ordinal) && item.Body.Contains("AuditAction", StringComparison.Ordinal))),
            Deadline);
    }

    [Fact]
    public async Task One_node_sends_and_another_takes_over_when_its_lease_is_over()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (sink, org) = (new TestSink(), $"{Contracts.Ids.TypeId.New<Contracts.Orgs.OrgId>(clock.GetUtcNow())}");
        await AddAsync(sink, org, 3);
        sink.Fails = true;
        (await Should.ThrowAsync<InvalidOperationException>(() => SendAsync(sink, "one", clock))).Message.ShouldBe("Not now.");
        sink.Fails = false;

        (await SendAsync(sink, "two", clock)).ShouldBe(0);
        clock.Advance(SendToSink.Lease - TimeSpan.FromSeconds(1));
        (await SendAsync(sink, "two", clock)).ShouldBe(0);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(sink, "two", clock)).ShouldBe(3);
        (await SendAsync(sink, "one", clock)).ShouldBe(0);
        (await SendAsync(sink, "two", clock)).ShouldBe(0);
        sink.Taken.Select(record => record.Seq).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Many_are_sent_in_batches()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (sink, org) = (new TestSink(), $"{Contracts.Ids.TypeId.New<Contracts.Orgs.OrgId>(clock.GetUtcNow())}");
        await AddAsync(sink, org, SendToSink.Batch + 1);

        (await SendAsync(sink, "one", clock)).ShouldBe(SendToSink.Batch);
        (await SendAsync(sink, "one", clock)).ShouldBe(1);
        (await SendAsync(sink, "one", clock)).ShouldBe(0);

        sink.Taken.Select(record => record.Seq).ShouldBe(Enumerable.Range(1, SendToSink.Batch + 1).Select(seq => (long)seq));
    }

    // Where logs and metrics go is another matter.
    private void AnswerWith(int status) => sinks.Sink.Answer = context =>
    {
        context.Response.StatusCode = context.Request.Path == "/audit" ? status : StatusCodes.Status204NoContent;
        context.Response.Headers.Location = $"{sinks.Sink.Url}/elsewhere";
        return Task.CompletedTask;
    };

    private async Task<(Caller Ada, string Org)> ChangeAsync(int changes)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        for (var n = 0; n < changes; n++)
        {
            (await ada.PatchAsync($"/v1/orgs/{org}", new { name = $"Acme {n}" })).ShouldBe(HttpStatusCode.OK);
        }

        return (ada, org);
    }

    private async Task<List<JsonNode>> PostedAsync(string org, int count)
    {
        await Eventually.BeAsync(async () => Lines(org).Count >= count && await WaitingAsync(org) == 0, Deadline);
        return Lines(org);
    }

    private List<JsonNode> Lines(string org) =>
    [
        .. sinks.Sink.All.Where(item => item.Path == "/audit")
            .SelectMany(item => item.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => JsonNode.Parse(line)!)
            .Where(line => line["chain"]!.GetValue<string>() == org),
    ];

    private Task<int> WaitingAsync(string org)
    {
        var chain = AuditTampering.ChainOf(org);
        return server.WithAsync((_, context) => Task.FromResult(context.AuditOutgoing.Count(waiting => waiting.Chain == chain && waiting.Sink == AuditSinks.Http)));
    }

    private Task<bool> AddAsync(TestSink sink, string org, int count) => server.WithAsync(async (services, context) =>
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var n = 0; n < count; n++)
        {
            var record = AuditChainTests.NewRecord(org, now.AddMilliseconds(n - count));
            context.AddRange(record, new UnlinkedRecord { RecordId = record.Id });
        }

        await context.SaveChangesAsync();
        var chain = (await server.ChainAsync(org, count + 1)).Select(item => item.Link).ToList();
        chain.Count.ShouldBe(count);
        context.ChangeTracker.Clear();
        context.AddRange(chain.Select(link => new AuditOutgoing { Sink = sink.Name, Chain = link.Chain, Seq = link.Seq, Since = now }));
        await context.SaveChangesAsync();
        return true;
    });

    private Task<int> SendAsync(TestSink sink, string node, TimeProvider time) => server.WithAsync((services, _) =>
        ActivatorUtilities.CreateInstance<SendToSink>(services, time).RunAsync(sink, node, TestContext.Current.CancellationToken));

    private sealed class TestSink : IAuditSink
    {
        private static int _sinks;

        public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _sinks)}");

        public bool Fails { get; set; }

        public ConcurrentQueue<AuditSinkRecord> Taken { get; } = new();

        public Task SendAsync(IReadOnlyList<AuditSinkRecord> records, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new InvalidOperationException("Not now.");
            }

            foreach (var record in records)
            {
                Taken.Enqueue(record);
            }

            return Task.CompletedTask;
        }
    }
}
