using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Factors;
using CatalystAuth.Testing.Flows;
using Json.Schema;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteTranscriptTests(SqliteServer server) : TranscriptTests(server)
{
    protected override TestServer NewServer(IReadOnlyDictionary<string, string?> settings) => new Configured(settings);

    private sealed class Configured(IReadOnlyDictionary<string, string?> given) : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings) => Add(settings, given);
    }
}

public sealed class PostgresTranscriptTests(PostgresServer server) : TranscriptTests(server)
{
    protected override TestServer NewServer(IReadOnlyDictionary<string, string?> settings) => new Configured(settings);

    private sealed class Configured(IReadOnlyDictionary<string, string?> given) : PostgresServer
    {
        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            await Add(settings, given);
        }
    }
}

/// <summary>The server says in every flow what its golden transcript says, and nothing that the schema does not know.</summary>
public abstract class TranscriptTests(TestServer server)
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "api", "flow.schema.json")));

    public static TheoryData<string> Names => [.. Transcript.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_keeps_to_the_transcript(string name)
    {
        var transcript = Transcript.Read(name);
        if (transcript.Settings.Count == 0)
        {
            await ReplayAsync(server, transcript);
            return;
        }

        await using var other = NewServer(transcript.Settings);
        await other.InitializeAsync();
        await ReplayAsync(other, transcript);
    }

    protected abstract TestServer NewServer(IReadOnlyDictionary<string, string?> settings);

    protected static Task Add(Dictionary<string, string?> settings, IReadOnlyDictionary<string, string?> given)
    {
        // Mails are caught on their way to a server that is never asked.
        settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
        settings["Catalyst:Mail:From"] = "accounts@example.com";
        settings["Catalyst:Flows:VerifyEmail"] = "never";
        given.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        return Task.CompletedTask;
    }

    private static async Task ReplayAsync(TestServer server, Transcript transcript)
    {
        transcript["email"] = FlowCalls.NewEmail();
        transcript["password"] = TestServer.Password;
        var recoveryCodes = await PrepareAsync(server, transcript);
        var caller = server.Anonymous();
        using var authenticator = new SoftwareAuthenticator(FactorCalls.Origin);
        Answer? answer = null;
        var step = 0;
        foreach (var exchange in transcript.Exchanges)
        {
            if (exchange["before"]?["passkeyMade"] is { } made)
            {
                transcript.Put(made.GetValue<string>(), authenticator.Register(answer!.At("step.passkey")!));
            }

            await BeforeAsync(server, transcript, exchange["before"] as JsonObject, recoveryCodes);
            var (send, receive) = (exchange["send"]!, exchange["receive"]!);
            answer = await caller.PostAsync(transcript.Fill(send["path"]!.GetValue<string>()), transcript.Fill(send["body"]!));

            var place = $"exchange {++step}: {answer.Body}";
            ((int)answer.Status).ShouldBe(receive["status"]!.GetValue<int>(), place);
            transcript.Differs(receive["body"], answer.Json).ShouldBeNull(place);
            if (answer.At("step") is not null)
            {
                using var body = JsonDocument.Parse(answer.Body);
                Schema.Evaluate(body.RootElement).IsValid.ShouldBeTrue(place);
            }
        }
    }

    private static async Task<Queue<string>> PrepareAsync(TestServer server, Transcript transcript)
    {
        if (!Has("account"))
        {
            return [];
        }

        var made = await server.StartAsync("sign_up", new { email = transcript["email"], password = TestServer.Password, name = "Ada" });
        if (Has("provenAddress"))
        {
            var proven = Caller.Of(server.NewHttpClient(), made);
            (await proven.PostAsync("/v1/me/emails", new { address = proven.Email })).ShouldBe(System.Net.HttpStatusCode.Created);
            await proven.PostAsync($"/v1/me/emails/{proven.Email}/verify", new { code = await server.Mails.CodeToAsync(proven.Email) });
        }

        if (Has("passwordChangeRequired"))
        {
            await server.RequireChangeAsync(Caller.Of(server.NewHttpClient(), made));
        }

        if (Has("openOrg"))
        {
            var owner = await server.SignUpAsync("Olga");
            var org = await owner.PostAsync("/v1/orgs", new { name = "Acme" });
            (transcript["org"], transcript["orgId"]) = (org.Text("slug"), org.Text("id"));
            (await owner.PutAsync($"/v1/orgs/{transcript["orgId"]}/sign-in-policy", new { signUp = "open" })).ShouldBe(System.Net.HttpStatusCode.OK);
        }

        if (!Has("totp"))
        {
            return [];
        }

        var caller = Caller.Of(server.NewHttpClient(), made);
        var setup = await caller.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        transcript["totpSecret"] = setup.Text("secret");

        // With the step before this one, so that the flow may use this one.
        var confirmed = await caller.PostAsync(
            $"/v1/me/mfa/totp/{setup.Text("id")}/confirm", new { code = new AuthenticatorApp(setup.Text("secret")).CodeAt(FactorCalls.Now.AddSeconds(-30)) });
        return new(confirmed.RecoveryCodes());

        bool Has(string what) => transcript.Given[what]?.GetValue<bool>() == true;
    }

    private static async Task BeforeAsync(TestServer server, Transcript transcript, JsonObject? before, Queue<string> recoveryCodes)
    {
        foreach (var (what, name) in (before ?? []).Where(value => value.Key != "passkeyMade"))
        {
            transcript[name!.GetValue<string>()] = what switch
            {
                "mailedCode" => await server.Mails.CodeToAsync(transcript["email"]),
                "mailedLink" => await server.LinkTokenToAsync(transcript["email"]),
                "totpCode" => new AuthenticatorApp(transcript["totpSecret"]).CodeAt(FactorCalls.Now),
                _ => recoveryCodes.Dequeue(),
            };
        }
    }
}
