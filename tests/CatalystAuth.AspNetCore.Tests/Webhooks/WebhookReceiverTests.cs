using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.AspNetCore.Webhooks;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Tokens.Webhooks;
using CsCheck;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.AspNetCore.Tests.Webhooks;

public sealed class WebhookReceiverTests
{
    private static readonly WebhookEnvelope Sample = WebhookEnvelope.Of(new Event(
        TypeId.New<EventId>(ReceiverApp.Now), EventTypes.MemberAdded, TypeId.New<OrgId>(ReceiverApp.Now), "mem_1", "system",
        new JsonObject { ["role"] = "admin" }, ReceiverApp.Now.AddMinutes(-1)));

    private static readonly byte[] Body = ReceiverApp.Json(Sample);

    [Fact]
    public void The_body_has_its_fixed_form() => Encoding.UTF8.GetString(Body).ShouldBe(
        $$$"""{"type":"member.added","timestamp":"2026-01-02T03:03:05+00:00","id":"{{{Sample.Id}}}","subject":"mem_1","actor":"system","org":"{{{Sample.Org}}}","data":{"role":"admin"},"version":1}""");

    [Fact]
    public async Task A_genuine_event_reaches_the_handler()
    {
        await using var app = await ReceiverApp.StartAsync();

        var answer = await app.SendAsync(Body);

        (answer.Status, answer.Body).ShouldBe((204, ""));
        var received = app.Received.ShouldHaveSingleItem();
        received.Data.ToJsonString().ShouldBe("""{"role":"admin"}""");
        (received with { Data = Sample.Data! }).ShouldBe(Sample.ToEvent());
    }

    [Fact]
    public async Task An_event_may_have_no_organisation_no_data_and_members_of_a_later_version()
    {
        await using var app = await ReceiverApp.StartAsync();

        (await app.SendAsync($$"""{"id":"{{Sample.Id}}","type":"plan.created","timestamp":"2026-01-02T03:03:05.123Z","subject":"p","actor":"a","new":[1]}"""))
            .Status.ShouldBe(204);

        var received = app.Received.ShouldHaveSingleItem();
        (received.Org, received.Data.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Headers_of_Svix_are_known_too()
    {
        await using var app = await ReceiverApp.StartAsync();

        (await app.SendAsync(ReceiverApp.Request(Body, prefix: "svix-"))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task While_the_secret_rotates_both_are_good()
    {
        var (privateKey, publicKey) = WebhookSecretText.CreatePair();
        await using var app = await ReceiverApp.StartAsync(options => options.Secrets.Add(publicKey));
        WebhookSigner.TryParse(privateKey, out var signer).ShouldBeTrue();
        var byKey = ReceiverApp.Request(Body, "msg_2");
        byKey.Headers.Remove(WebhookHeaders.Signature);
        byKey.Headers.Add(WebhookHeaders.Signature, signer.Sign("msg_2", ReceiverApp.Now, Body));

        (await app.SendAsync(Body)).Status.ShouldBe(204);
        (await app.SendAsync(byKey)).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("webhook-id", null, WebhookVerdict.MissingHeader)]
    [InlineData("webhook-timestamp", null, WebhookVerdict.MissingHeader)]
    [InlineData("webhook-signature", null, WebhookVerdict.MissingHeader)]
    [InlineData("webhook-id", "msg.1", WebhookVerdict.MalformedId)]
    [InlineData("webhook-id", "msg_other", WebhookVerdict.NoMatchingSignature)]
    [InlineData("webhook-timestamp", "now", WebhookVerdict.MalformedTimestamp)]
    [InlineData("webhook-timestamp", "1767322744", WebhookVerdict.TooOld)]
    [InlineData("webhook-timestamp", "1767323346", WebhookVerdict.TooNew)]
    [InlineData("webhook-timestamp", "1767323046", WebhookVerdict.NoMatchingSignature)]
    [InlineData("webhook-signature", "v1,x", WebhookVerdict.MalformedSignature)]
    [InlineData("webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", WebhookVerdict.NoMatchingSignature)]
    public async Task What_is_not_genuine_is_refused_with_one_answer_and_the_reason_in_the_log(string header, string? value, WebhookVerdict reason)
    {
        await using var app = await ReceiverApp.StartAsync();
        var request = ReceiverApp.Request(Body);
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        }

        var answer = await app.SendAsync(request);

        answer.ShouldBe(new(
            400, "application/problem+json",
            """{"type":"about:blank","title":"Bad Request","status":400,"detail":"The webhook has no valid signature.","code":"webhook.invalid_signature"}"""));
        app.Received.ShouldBeEmpty();
        app.Log.Text.ShouldContain($"A webhook was refused: {reason}.");
    }

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    public async Task A_header_that_stands_twice_is_refused(string header)
    {
        await using var app = await ReceiverApp.StartAsync();
        var request = ReceiverApp.Request(Body);
        request.Headers.TryAddWithoutValidation(header, request.Headers.GetValues(header).Single()).ShouldBeTrue();

        (await app.SendAsync(request)).Code.ShouldBe(WebhookReceiverErrorCodes.InvalidSignature);
    }

    [Fact]
    public async Task Any_other_body_is_refused()
    {
        await using var app = await ReceiverApp.StartAsync();

        await Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Int[1, 255]).SampleAsync(async (at, flip) =>
        {
            var request = ReceiverApp.Request(Body);
            var other = (byte[])Body.Clone();
            other[at] ^= (byte)flip;
            request.Content = new ByteArrayContent(other);
            (await app.SendAsync(request)).Code.ShouldBe(WebhookReceiverErrorCodes.InvalidSignature);
        }, iter: 50);

        app.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"type\":")]
    [InlineData("""{"type":"a","timestamp":"yesterday","id":"evt_01jgjx3wrrfewv0000000000ab","subject":"s","actor":"a"}""")]
    [InlineData("""{"type":"a","timestamp":"2026-01-02T03:03:05Z","id":"evt_x","subject":"s","actor":"a"}""")]
    [InlineData("""{"type":null,"timestamp":"2026-01-02T03:03:05Z","id":"evt_01jgjx3wrrfewv0000000000ab","subject":"s","actor":"a"}""")]
    [InlineData("""{"type":"a","timestamp":"2026-01-02T03:03:05Z","id":"evt_01jgjx3wrrfewv0000000000ab","subject":"s","actor":"a","data":[]}""")]
    [InlineData("""{"type":"a","timestamp":"2026-01-02T03:03:05Z","id":"evt_01jgjx3wrrfewv0000000000ab","subject":"s","actor":"a","data":{"a":1,"a":2}}""")]
    public async Task A_genuine_body_that_is_no_event_is_refused(string body)
    {
        await using var app = await ReceiverApp.StartAsync();

        var answer = await app.SendAsync(body);

        (answer.Status, answer.Code).ShouldBe((400, WebhookReceiverErrorCodes.MalformedEvent));
        app.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_verified(bool chunked)
    {
        await using var app = await ReceiverApp.StartAsync();
        var request = ReceiverApp.Request(new byte[(1024 * 1024) + 1]);
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await app.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((413, WebhookReceiverErrorCodes.TooLarge));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_largest_body_is_read(bool chunked)
    {
        await using var app = await ReceiverApp.StartAsync();
        var large = ReceiverApp.Json(Sample with { Data = new JsonObject { ["text"] = "" } });
        var text = Encoding.UTF8.GetString(large).Replace("\"\"", $"\"{new string('a', (1024 * 1024) - large.Length)}\"", StringComparison.Ordinal);
        var request = ReceiverApp.Request(Encoding.UTF8.GetBytes(text));
        request.Headers.TransferEncodingChunked = chunked;

        (await app.SendAsync(request)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_message_that_comes_again_is_accepted_and_not_handled_again()
    {
        await using var app = await ReceiverApp.StartAsync();

        (await app.SendAsync(Body)).Status.ShouldBe(204);
        (await app.SendAsync(Body)).Status.ShouldBe(204);
        (await app.SendAsync(Body, "msg_2")).Status.ShouldBe(204);

        app.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_handler_that_fails_gets_the_message_again()
    {
        var calls = 0;
        await using var app = await ReceiverApp.StartAsync((endpoints, _) => endpoints.MapCatalystWebhook(ReceiverApp.Path, (_, _) =>
            Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("The disk is full.") : Task.CompletedTask));

        (await app.SendAsync(Body)).Status.ShouldBe(500);
        (await app.SendAsync(Body)).Status.ShouldBe(204);
        (await app.SendAsync(Body)).Status.ShouldBe(204);

        calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_comes_while_it_is_dealt_with_has_to_come_again()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await ReceiverApp.StartAsync((endpoints, _) => endpoints.MapCatalystWebhook(ReceiverApp.Path, async (_, _) =>
        {
            entered.SetResult();
            await leave.Task;
        }));

        var first = app.SendAsync(Body);
        await entered.Task;
        var second = await app.SendAsync(Body);
        leave.SetResult();

        (second.Status, second.Code).ShouldBe((409, WebhookReceiverErrorCodes.InProgress));
        (await first).Status.ShouldBe(204);
        (await app.SendAsync(Body)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task One_message_can_be_for_two_routes()
    {
        await using var app = await ReceiverApp.StartAsync((endpoints, received) =>
        {
            foreach (var path in new[] { ReceiverApp.Path, "/hooks/other" })
            {
                endpoints.MapCatalystWebhook(path, (e, _) =>
                {
                    received.Enqueue(e);
                    return Task.CompletedTask;
                });
            }
        });
        var other = ReceiverApp.Request(Body);
        other.RequestUri = new Uri("/hooks/other", UriKind.Relative);

        (await app.SendAsync(Body)).Status.ShouldBe(204);
        (await app.SendAsync(other)).Status.ShouldBe(204);

        app.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_typed_handler_gets_its_type_with_the_data_read()
    {
        var received = new List<WebhookEvent<Added>>();
        await using var app = await ReceiverApp.StartAsync((endpoints, _) =>
            endpoints.MapCatalystWebhook<Added>(ReceiverApp.Path, EventTypes.MemberAdded, (e, services, _) =>
            {
                services.GetRequiredService<IWebhookInbox>().ShouldNotBeNull();
                received.Add(e);
                return Task.CompletedTask;
            }));

        (await app.SendAsync(Body, "msg_1")).Status.ShouldBe(204);
        (await app.SendAsync(ReceiverApp.Json(Sample with { Data = null }), "msg_2")).Status.ShouldBe(204);
        (await app.SendAsync(ReceiverApp.Json(Sample with { Type = EventTypes.MemberRemoved }), "msg_3")).Status.ShouldBe(204);
        var malformed = await app.SendAsync(ReceiverApp.Json(Sample with { Data = new JsonObject { ["role"] = 1 } }), "msg_4");

        received.Select(e => e.Data).ShouldBe([new Added("admin"), null]);
        received[0].Event.Id.ShouldBe(Sample.Id);
        (malformed.Status, malformed.Code).ShouldBe((400, WebhookReceiverErrorCodes.MalformedEvent));
    }

    [Fact]
    public async Task Only_POST_is_taken_and_nobody_has_to_be_signed_in()
    {
        IReadOnlyList<Endpoint>? mapped = null;
        await using var app = await ReceiverApp.StartAsync((endpoints, _) =>
        {
            endpoints.MapCatalystWebhook(ReceiverApp.Path, (_, _) => Task.CompletedTask);
            mapped = endpoints.DataSources.Single().Endpoints;
        });
        var request = ReceiverApp.Request(Body);
        request.Method = HttpMethod.Put;

        (await app.SendAsync(request)).Status.ShouldBe(405);
        mapped!.Single().Metadata.GetMetadata<IAllowAnonymous>().ShouldNotBeNull();
    }

    [Fact]
    public void Without_the_services_the_call_that_is_missing_is_named()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<InvalidOperationException>(() => app.MapCatalystWebhook("/hooks", (_, _) => Task.CompletedTask))
            .Message.ShouldContain("AddCatalystWebhooks");
    }

    private sealed record Added(string Role);
}
