using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Flows.Providers;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage.Databases;
using CatalystAuth.Testing.Flows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteTranscriptTests(SqliteServer server) : TranscriptTests(server)
{
    private protected override TestServer NewServer(Transcript transcript, FakeTimeProvider? clock, HeldFlows held) =>
        new Configured(transcript, clock, held);

    private sealed class Configured(Transcript transcript, FakeTimeProvider? clock, HeldFlows held) : SqliteServer
    {
        protected override FakeTimeProvider? Time => clock;

        protected override Task ConfigureAsync(Dictionary<string, string?> settings) => Add(settings, transcript.Settings);

        protected override void Replace(IServiceCollection services)
        {
            held.AddTo<SqliteCatalystDbContext>(services);
            AddProvider(services, transcript);
        }
    }
}

public sealed class PostgresTranscriptTests(PostgresServer server) : TranscriptTests(server)
{
    private protected override TestServer NewServer(Transcript transcript, FakeTimeProvider? clock, HeldFlows held) =>
        new Configured(transcript, clock, held);

    private sealed class Configured(Transcript transcript, FakeTimeProvider? clock, HeldFlows held) : PostgresServer
    {
        protected override FakeTimeProvider? Time => clock;

        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            await Add(settings, transcript.Settings);
        }

        protected override void Replace(IServiceCollection services)
        {
            held.AddTo<PostgresCatalystDbContext>(services);
            AddProvider(services, transcript);
        }
    }
}

/// <summary>The server says in every flow what its golden transcript says, and nothing that the schema does not know.</summary>
public abstract class TranscriptTests(TestServer server)
{
    public static TheoryData<string> Names => [.. Transcript.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_keeps_to_the_transcript(string name)
    {
        var (transcript, held) = (Transcript.Read(name), new HeldFlows());
        if (!transcript.NeedsOwnServer)
        {
            await ReplayAsync(server, transcript, held);
            return;
        }

        await using var other = NewServer(transcript, transcript.IsTimed ? new(TimeProvider.System.GetUtcNow()) : null, held);
        await other.InitializeAsync();
        await ReplayAsync(other, transcript, held);
    }

    private protected abstract TestServer NewServer(Transcript transcript, FakeTimeProvider? clock, HeldFlows held);

    protected static Task Add(Dictionary<string, string?> settings, IReadOnlyDictionary<string, string?> given)
    {
        // Mails are caught on their way to a server that is never asked.
        settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
        settings["Catalyst:Mail:From"] = "accounts@example.com";
        settings["Catalyst:Flows:VerifyEmail"] = "never";
        given.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        return Task.CompletedTask;
    }

    protected static void AddProvider(IServiceCollection services, Transcript transcript)
    {
        if (transcript.IsOfAnotherProvider)
        {
            ScriptedFlows.AddTo(services);
        }
    }

    private static async Task ReplayAsync(TestServer server, Transcript transcript, HeldFlows held)
    {
        using var stage = new TranscriptStage(server, transcript);
        await stage.PrepareAsync();
        using var client = new Browser(server);
        var exchanges = transcript.Exchanges.ToList();
        Answer? last = null;
        for (var i = 0; i < exchanges.Count; i++)
        {
            if (Transcript.LaterOf(exchanges[i]) is { Ticks: > 0 } later)
            {
                await server.AdvanceAsync(later);
            }

            await stage.BeforeAsync(exchanges[i], last);
            if (i + 1 < exchanges.Count && Transcript.IsMeanwhile(exchanges[i + 1]))
            {
                // It finds the flow as this one does, and is heard behind it.
                var hold = held.HoldNext();
                var behind = SendAsync(client, transcript, exchanges[i + 1]);
                await hold.IsHeld;
                last = Check(transcript, exchanges[i], await SendAsync(client, transcript, exchanges[i]), i);
                hold.Release();
                last = Check(transcript, exchanges[++i], await behind, i);
            }
            else
            {
                last = Check(transcript, exchanges[i], await SendAsync(client, transcript, exchanges[i]), i);
            }
        }
    }

    private static async Task<Reply> SendAsync(Browser client, Transcript transcript, JsonObject exchange)
    {
        var send = exchange["send"]!;
        var answer = await client.SendAsync(
            new HttpMethod(send["method"]!.GetValue<string>()), transcript.Fill(send["path"]!.GetValue<string>()), send["body"] is { } body ? transcript.Fill(body) : null,
            site: transcript.IsOfBrowser ? "same-origin" : null,
            headers: (send["headers"] as JsonObject)?.Select(header => (header.Key, transcript.Fill(header.Value!.GetValue<string>()))));
        return new(answer, client.LastSetCookies);
    }

    private static Answer Check(Transcript transcript, JsonObject exchange, Reply reply, int index)
    {
        var (receive, answer) = (exchange["receive"]!, reply.Answer);
        var place = $"exchange {index + 1}: {answer.Body}";
        ((int)answer.Status).ShouldBe(receive["status"]!.GetValue<int>(), place);
        transcript.Differs(receive["body"], answer.Json).ShouldBeNull(place);
        foreach (var (name, value) in receive["headers"] as JsonObject ?? [])
        {
            answer.Headers.GetValues(name).ShouldBe([value!.GetValue<string>()], place);
        }

        foreach (var name in receive["cookies"] as JsonArray ?? [])
        {
            reply.Cookies.ShouldContain(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal), place);
        }

        if (transcript.IsOfBrowser)
        {
            answer.At("secret").ShouldBeNull(place);
            answer.At("tokens").ShouldBeNull(place);
        }
        else
        {
            reply.Cookies.ShouldBeEmpty(place);
        }

        if (answer.At("step") is not null)
        {
            FlowSchema.ShouldKnow(answer);
        }

        return answer;
    }

    private sealed record Reply(Answer Answer, IReadOnlyList<string> Cookies);
}
