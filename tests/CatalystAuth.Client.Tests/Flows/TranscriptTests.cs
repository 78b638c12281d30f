using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Testing.Flows;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Flows;

/// <summary>The client says in every flow what its golden transcript says, and understands what is answered.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Names => [.. Transcript.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_keeps_to_the_transcript(string name)
    {
        var transcript = Transcript.Read(name);
        foreach (var (value, text) in new[]
        {
            ("email", "ada@example.com"), ("password", "a long enough password"), ("flow", $"{TheFlowId}"), ("secret", "flow-secret"), ("totpSecret", "ABCDEFGH"),
            ("org", "acme"), ("orgId", $"{TheOrgId}"), ("app", $"{TheAppId}"), ("invitation", "ci_of_ada"), ("onward", $"{TheFlowId}"), ("accessToken", "access-token"),
        })
        {
            transcript[value] = text;
        }

        using var client = NewClient(new Replay(transcript));
        FlowResponse? flow = null;
        TokenSet? tokens = transcript.IsWithinSession ? new("access-token", "refresh-token", "Bearer", 300) : null;
        client.UseTokens(tokens);
        foreach (var exchange in transcript.Exchanges)
        {
            foreach (var (what, value) in exchange["before"] as JsonObject ?? [])
            {
                if (what is "passkeyMade" or "passkeyUsed")
                {
                    transcript.Put(value!.GetValue<string>(), new JsonObject { ["id"] = what });
                }
                else
                {
                    transcript[value!.GetValue<string>()] = $"{what}-1";
                }
            }

            // As an application would: what its user typed, in the step where the last answer left them.
            var body = exchange["send"]!["body"] is { } sent ? transcript.Fill(sent) : null;
            var result = await SendAsync(client, body, flow, transcript.IsOfBrowser);
            var received = transcript.Fill(Replay.Complete(exchange["receive"]!["body"]!));
            if (received["step"] is not { } step)
            {
                result.Error.Code.ShouldBe(received["code"]!.GetValue<string>());
                result.Error.RetryAfter.ShouldBe(Replay.RetryAfterOf(exchange) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
                continue;
            }

            var before = flow;
            flow = result.Value;
            JsonNode.DeepEquals(JsonSerializer.SerializeToNode(flow, CatalystJson.Strict.GetTypeInfo(typeof(FlowResponse)))!["step"], step).ShouldBeTrue(step.ToJsonString());
            flow = flow with { Secret = flow.Secret ?? before?.Secret };
            tokens = flow.Tokens ?? (flow.SteppedUp is { } raised ? tokens! with { AccessToken = raised.AccessToken } : tokens);
            client.CurrentTokens.ShouldBe(tokens);
            received["joined"]?["org"]?["slug"]?.GetValue<string>().ShouldBe(flow.Joined?.Org.Slug.ToString());
        }
    }

    private static Task<Result<FlowResponse>> SendAsync(CatalystClient client, JsonNode? body, FlowResponse? flow, bool isOfBrowser)
    {
        var answers = body?["answers"]?.Deserialize(AnswersOf());
        return body is null ? client.Auth.ReadFlowAsync(flow!.Id, flow.Secret, TestContext.Current.CancellationToken)
            : body["type"] is { } type
                ? client.Auth.StartFlowAsync(new(type.GetValue<string>(), answers) { Browser = isOfBrowser }, TestContext.Current.CancellationToken)
                : client.Auth.AnswerFlowAsync(flow!.Id, new(body["kind"]!.GetValue<string>(), answers!, flow.Secret), TestContext.Current.CancellationToken);
    }

    private static JsonTypeInfo<FlowAnswers> AnswersOf() =>
        (JsonTypeInfo<FlowAnswers>)CatalystJson.Strict.GetTypeInfo(typeof(FlowAnswers));

    /// <summary>A server that answers from a transcript, when it is sent what stands there.</summary>
    private sealed class Replay(Transcript transcript) : HttpMessageHandler
    {
        private readonly Queue<JsonObject> _exchanges = new(transcript.Exchanges);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (exchange, sent) = (_exchanges.Dequeue(), await Sent.OfAsync(request, cancellationToken));
            var send = exchange["send"]!;
            sent.Route.ShouldBe($"{send["method"]} {transcript.Fill(send["path"]!.GetValue<string>())}");
            var expected = send["body"] is { } body ? transcript.Fill(body) : null;
            JsonNode.DeepEquals(sent.Body.Length == 0 ? null : JsonNode.Parse(sent.Body), expected).ShouldBeTrue($"{sent.Body} instead of {expected?.ToJsonString()}");
            foreach (var (name, value) in send["headers"] as JsonObject ?? [])
            {
                request.Headers.GetValues(name).ShouldBe([transcript.Fill(value!.GetValue<string>())]);
            }

            var answer = FakeServer.Json(
                (HttpStatusCode)exchange["receive"]!["status"]!.GetValue<int>(), transcript.Fill(Complete(exchange["receive"]!["body"]!)).ToJsonString());
            answer.Headers.RetryAfter = RetryAfterOf(exchange) is { } seconds ? new(TimeSpan.FromSeconds(seconds)) : null;
            return answer;
        }

        /// <summary>How many seconds an answer says to wait.</summary>
        public static int? RetryAfterOf(JsonObject exchange) => exchange["receive"]!["headers"]?["Retry-After"] is { } seconds
            ? int.Parse(seconds.GetValue<string>(), CultureInfo.InvariantCulture)
            : null;

        /// <summary>An answer as a server gives it: a transcript leaves out what can't be foreseen.</summary>
        public static JsonObject Complete(JsonNode body)
        {
            var whole = Any(body, "any")!.AsObject();
            whole["expiresAt"] = whole["expiresAt"] is null ? null : "2026-01-02T03:14:05Z";
            if (whole["step"] is not JsonObject step)
            {
                return whole;
            }

            whole["id"] ??= "{flow}";
            whole["expiresAt"] ??= "2026-01-02T03:14:05Z";
            foreach (var (member, value) in new (string, Func<JsonNode>)[]
            {
                ("recoveryCodes", () => new JsonArray("one", "two")), ("passkey", () => new JsonObject { ["challenge"] = "any" }), ("resendAfter", () => "2026-01-02T03:04:05+00:00"),
            })
            {
                if (step.ContainsKey(member))
                {
                    step[member] = value();
                }
            }

            foreach (var (member, value) in new[] { ("user", Json(TheUser)), ("session", Json(TheSession)) })
            {
                if (whole.ContainsKey(member))
                {
                    whole[member] = JsonNode.Parse(value);
                }
            }

            if (whole["steppedUp"] is JsonObject raised)
            {
                raised["authenticatedAt"] = "2026-01-02T03:04:05Z";
            }

            if (whole["joined"] is JsonObject joined)
            {
                joined["id"] = $"{TheInvitationId}";
            }

            return whole;
        }

        private static JsonNode? Any(JsonNode? node, string value) => node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Any(member.Value, value)))),
            JsonArray items => new JsonArray([.. items.Select(item => Any(item, value))]),
            JsonValue text when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>() == "{*}" => value,
            _ => node?.DeepClone(),
        };
    }
}
