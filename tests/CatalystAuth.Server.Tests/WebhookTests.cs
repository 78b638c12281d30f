using System.Net;
using System.Text;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Tokens.Webhooks;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteWebhookTests(SqliteServer server) : WebhookTests(server);

public sealed class PostgresWebhookTests(PostgresServer server) : WebhookTests(server);

public abstract class WebhookTests(TestServer server) : IAsyncLifetime
{
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_happens_is_sent_signed_and_once()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = $"{_receiver.Url}/in?a=b", events = new[] { "member.*" }, headers = new Dictionary<string, string> { ["X-Tenant"] = "blue" } });
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        var received = await _receiver.WaitAsync(2);
        received.Select(item => item.Type).ShouldBe(["member.added", "member.removed"], ignoreOrder: true);
        var added = received.Single(item => item.Type == "member.added");
        added.Json["subject"]!.GetValue<string>().ShouldBe(bob.UserId);
        added.Json["org"]!.GetValue<string>().ShouldBe(org);
        added.Json["actor"]!.GetValue<string>().ShouldBe(ada.UserId);
        added.Json["id"]!.GetValue<string>().ShouldBe(added.Id);
        added.Headers["X-Tenant"].ShouldBe("blue");
        Verify(made.Text("secret"), added).ShouldBe(WebhookVerdict.Valid);
        Verify(WebhookSecretText.CreateShared(), added).ShouldNotBe(WebhookVerdict.Valid);

        var deliveries = await DeliveriesAsync(ada, made.Text("id"), "delivered", 2);
        deliveries.Items().ShouldAllBe(item => item["attempts"]!.GetValue<int>() == 1 && item["lastStatus"]!.GetValue<int>() == 204);
        var log = await ada.GetAsync($"/v1/webhooks/{made.Text("id")}/deliveries/{deliveries.Items()[0]["id"]}");
        log.Json!["body"]!.GetValue<string>().ShouldBe(received.Single(item => item.Id == deliveries.Items()[0]["eventId"]!.GetValue<string>()).Body);
        log.Json!["attempts"]!.AsArray().Count.ShouldBe(1);
        log.Body.ShouldNotContain("blue");
        server.Log.Lines.ShouldAllBe(line => !line.Contains(made.Text("secret")));
    }

    [Fact]
    public async Task A_failure_is_tried_again_and_the_plan_of_retries_can_be_its_own()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" }, retries = new[] { 1, 1 } });
        _receiver.AnswerWith(500);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.OK);

        var received = await _receiver.WaitAsync(3);
        received.Select(item => item.Id).Distinct().Count().ShouldBe(1);
        var dead = (await DeliveriesAsync(ada, made.Text("id"), "dead", 1)).Items()[0];
        dead["attempts"]!.GetValue<int>().ShouldBe(3);
        dead["nextAttemptAt"].ShouldBeNull();
        (await ada.GetAsync($"/v1/webhooks/{made.Text("id")}")).Json!["failingSince"].ShouldNotBeNull();
        var told = await ada.GetAsync($"/v1/events?org={org}&types=webhook.failing,webhook.exhausted");
        told.Items().Select(item => item["subject"]!.GetValue<string>()).ShouldBe([made.Text("id"), made.Text("id")]);

        // A dead letter gets through when somebody says so.
        _receiver.AnswerWith(200);
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/deliveries/{dead["id"]}/retry")).ShouldBe(HttpStatusCode.OK);
        (await _receiver.WaitAsync(4))[3].Id.ShouldBe(received[0].Id);
        await DeliveriesAsync(ada, made.Text("id"), "delivered", 1);
        (await ada.GetAsync($"/v1/webhooks/{made.Text("id")}")).Json!["failingSince"].ShouldBeNull();
        (await ada.GetAsync($"/v1/events?org={org}&types=webhook.recovered")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_sent_nothing_more_until_it_is_switched_on()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" } });
        _receiver.AnswerWith(410);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "One" })).ShouldBe(HttpStatusCode.OK);
        await _receiver.WaitAsync(1);
        await DeliveriesAsync(ada, made.Text("id"), "dead", 1);
        var gone = await ada.GetAsync($"/v1/webhooks/{made.Text("id")}");
        (gone.Text("status"), gone.Text("disabledReason")).ShouldBe(("disabled", "gone"));
        (await ada.GetAsync($"/v1/events?org={org}&types=webhook.disabled")).Items().Count.ShouldBe(1);

        _receiver.AnswerWith(200);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Two" })).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/webhooks/{made.Text("id")}", new { status = "active" })).ShouldBe(HttpStatusCode.OK);
        var recovered = await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/recover", new { since = "2026-01-01T00:00:00Z" });
        recovered.ShouldBe(HttpStatusCode.OK);

        // What happened while it was disabled may have been looked at only afterwards.
        recovered.Json!["queued"]!.GetValue<int>().ShouldBeInRange(1, 2);
        (await _receiver.WaitAsync(3)).Skip(1).Select(item => item.Json["data"]!["after"]!["name"]!.GetValue<string>()).ShouldBe(["One", "Two"], ignoreOrder: true);
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/recover", new { since = "2026-01-01T00:00:00Z" })).Json!["queued"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_sends_everything_of_a_time_again_and_a_single_event_goes_to_who_asks()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" }, payload = "thin" });
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "One" })).ShouldBe(HttpStatusCode.OK);
        var first = (await _receiver.WaitAsync(1))[0];
        first.Json["data"].ShouldBeNull();

        var replayed = await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/replay", new { from = "2026-01-01T00:00:00Z" });
        replayed.Json!["queued"]!.GetValue<int>().ShouldBe(1);
        (await _receiver.WaitAsync(2))[1].Id.ShouldBe(first.Id);

        // Also one that the webhook does not ask for, but no other organisation's.
        var created = (await ada.GetAsync($"/v1/events?org={org}&types=org.created")).Items()[0]["id"]!.GetValue<string>();
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/deliver", new { eventId = created })).ShouldBe(HttpStatusCode.OK);
        (await _receiver.WaitAsync(3))[2].Type.ShouldBe("org.created");
        var other = await ada.NewOrgAsync("Elsewhere");
        var foreign = (await ada.GetAsync($"/v1/events?org={other}&types=org.created")).Items()[0]["id"]!.GetValue<string>();
        var refused = await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/deliver", new { eventId = foreign });
        refused.ShouldBe(HttpStatusCode.NotFound);
        refused.Code.ShouldBe("webhook.event_not_found");
    }

    [Fact]
    public async Task Both_secrets_sign_while_one_takes_the_others_place()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" } });
        var rotated = await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/secret/rotate", new { overlap = 3600 });
        rotated.ShouldBe(HttpStatusCode.OK);
        rotated.Text("secret").ShouldNotBe(made.Text("secret"));
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/test")).Json!["status"]!.GetValue<int>().ShouldBe(204);
        var both = (await _receiver.WaitAsync(1))[0];
        both.Type.ShouldBe("webhook.test");
        Verify(made.Text("secret"), both).ShouldBe(WebhookVerdict.Valid);
        Verify(rotated.Text("secret"), both).ShouldBe(WebhookVerdict.Valid);

        var last = await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/secret/rotate", new { overlap = 0 });
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/test")).ShouldBe(HttpStatusCode.OK);
        var alone = (await _receiver.WaitAsync(2))[1];
        Verify(rotated.Text("secret"), alone).ShouldNotBe(WebhookVerdict.Valid);
        Verify(last.Text("secret"), alone).ShouldBe(WebhookVerdict.Valid);
    }

    [Fact]
    public async Task With_Ed25519_the_public_key_is_enough()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" }, signing = "ed25519" });
        made.Json!["secret"].ShouldBeNull();
        (await ada.PostAsync($"/v1/webhooks/{made.Text("id")}/test")).ShouldBe(HttpStatusCode.OK);
        Verify(made.Json!["webhook"]!["publicKey"]!.GetValue<string>(), (await _receiver.WaitAsync(1))[0]).ShouldBe(WebhookVerdict.Valid);
    }

    [Fact]
    public async Task A_platform_webhook_gets_the_events_of_the_organisations_that_it_names()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org) = await NewOrgAsync();
        var other = await ada.NewOrgAsync("Elsewhere");
        var made = await admin.PostAsync("/v1/webhooks", new { url = _receiver.Url, events = new[] { "org.updated" }, orgs = new[] { org } });
        made.ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/orgs/{other}", new { name = "Not this" })).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "This" })).ShouldBe(HttpStatusCode.OK);
        (await _receiver.WaitAsync(1))[0].Json["org"]!.GetValue<string>().ShouldBe(org);

        (await ada.GetAsync($"/v1/webhooks/{made.Text("id")}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PostAsync("/v1/webhooks", new { url = _receiver.Url })).ShouldBe(HttpStatusCode.Forbidden);
        (await ada.GetAsync("/v1/webhooks")).ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetAsync("/v1/webhooks")).Items().ShouldContain(item => item["id"]!.GetValue<string>() == made.Text("id"));
        (await admin.DeleteAsync($"/v1/webhooks/{made.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task No_more_are_on_the_way_at_once_than_it_takes()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" }, maxConcurrent = 2 });
        var (inside, most) = (0, 0);
        using var open = new SemaphoreSlim(0);
        _receiver.Answer = async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await open.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref inside);
        };
        for (var i = 0; i < 5; i++)
        {
            (await ada.PatchAsync($"/v1/orgs/{org}", new { name = $"Name {i}" })).ShouldBe(HttpStatusCode.OK);
        }

        await _receiver.WaitAsync(2);
        open.Release(5);
        await DeliveriesAsync(ada, made.Text("id"), "delivered", 5);
        most.ShouldBe(2);
    }

    /// <summary>CVE-2026-25227: who may look may also run a test.</summary>
    [Trait("Advisory", "Tests run by who may only look")]
    [Fact]
    public async Task Who_reads_webhooks_and_events_reads_the_log_and_changes_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "watcher", permissions = new[] { "webhooks:read", "events:read" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "lister", permissions = new[] { "webhooks:read" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "watcher" })).ShouldBe(HttpStatusCode.Created);
        var made = await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "org.updated" } });
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.OK);
        var at = $"/v1/webhooks/{made.Text("id")}/deliveries/{(await DeliveriesAsync(ada, made.Text("id"), "delivered", 1)).Items()[0]["id"]}";

        (await bob.GetAsync(at)).ShouldBe(HttpStatusCode.OK);
        (await bob.PostAsync($"{at}/retry")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "lister" })).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(at)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await server.Anonymous().GetAsync(at)).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await server.SignUpAsync("Eve")).GetAsync(at)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task There_are_not_more_webhooks_than_a_hundred()
    {
        var (ada, org) = await NewOrgAsync();
        for (var i = 0; i < 100; i++)
        {
            await CreateAsync(ada, org, new { url = _receiver.Url, events = new[] { "app.deleted" } });
        }

        (await ada.PostAsync($"/v1/orgs/{org}/webhooks", new { url = _receiver.Url })).ShouldBe(HttpStatusCode.Conflict, "webhook.too_many");
    }

    [Fact]
    public async Task Who_may_not_read_events_says_nowhere_that_they_are_sent_to()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "hooker", permissions = new[] { "webhooks:read", "webhooks:write" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "hooker" })).ShouldBe(HttpStatusCode.Created);
        var made = await CreateAsync(ada, org, new { url = _receiver.Url });

        (await bob.GetAsync($"/v1/webhooks/{made.Text("id")}")).ShouldBe(HttpStatusCode.OK);
        (await bob.PostAsync($"/v1/orgs/{org}/webhooks", new { url = _receiver.Url })).ShouldBe(HttpStatusCode.Forbidden);
        (await bob.PatchAsync($"/v1/webhooks/{made.Text("id")}", new { url = _receiver.Url })).ShouldBe(HttpStatusCode.Forbidden);
        (await bob.PostAsync($"/v1/webhooks/{made.Text("id")}/secret/rotate", new { })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"url":""}""", "outbound.invalid_url")]
    [InlineData("""{"url":"http://127.0.0.1/","events":["nothing.*"]}""", "event.unknown_type")]
    [InlineData("""{"url":"http://127.0.0.1/","headers":{"webhook-id":"1"}}""", "webhook.invalid_header")]
    [InlineData("""{"url":"http://127.0.0.1/","headers":{"Host":"a"}}""", "webhook.invalid_header")]
    [InlineData("""{"url":"http://127.0.0.1/","headers":{"X-A":"a\r\nB: c"}}""", "webhook.invalid_header")]
    [InlineData("""{"url":"http://127.0.0.1/","headers":{"X-A":"1","x-a":"2"}}""", "webhook.invalid_header")]
    [InlineData("""{"url":"http://127.0.0.1/","maxPerSecond":0}""", "request.invalid")]
    [InlineData("""{"url":"http://127.0.0.1/","maxConcurrent":51}""", "request.invalid")]
    [InlineData("""{"url":"http://127.0.0.1/","retries":[0]}""", "request.invalid")]
    [InlineData("""{"url":"http://127.0.0.1/","orgs":["org_01h455vb4pex5vsknk084sn02q"]}""", "request.invalid")]
    public async Task What_is_no_webhook_is_refused(string body, string code)
    {
        var (ada, org) = await NewOrgAsync();
        var refused = await ada.SendAsync(HttpMethod.Post, $"/v1/orgs/{org}/webhooks", Json.Content(body));
        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.Code.ShouldBe(code);
        (await ada.GetAsync($"/v1/orgs/{org}/webhooks")).Items().ShouldBeEmpty();
    }

    private static WebhookVerdict Verify(string secret, Received received) => WebhookVerifier.TryCreate([secret], TimeProvider.System, out var verifier)
        ? verifier.Verify(WebhookSignature.Read(name => received.Headers.GetValueOrDefault(name)), Encoding.UTF8.GetBytes(received.Body))
        : throw new ArgumentException("No secret.", nameof(secret));

    private static async Task<Answer> CreateAsync(Caller caller, string org, object body)
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/webhooks", body);
        made.ShouldBe(HttpStatusCode.Created);
        return made;
    }

    // An attempt is recorded a moment after it was answered.
    private static async Task<Answer> DeliveriesAsync(Caller caller, string webhook, string status, int count)
    {
        for (var tries = 0; ; tries++)
        {
            var found = await caller.GetAsync($"/v1/webhooks/{webhook}/deliveries?status={status}");
            found.ShouldBe(HttpStatusCode.OK);
            if (found.Items().Count == count)
            {
                return found;
            }

            tries.ShouldBeLessThan(200, found.Body);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<(Caller Ada, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
