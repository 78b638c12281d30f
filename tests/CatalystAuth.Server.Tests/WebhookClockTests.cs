using System.Net;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class WebhookClockTests(ClockServer server) : IClassFixture<ClockServer>, IAsyncLifetime
{
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task An_event_is_given_up_after_eight_attempts_in_more_than_a_day_and_a_webhook_after_five_days()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var id = await CreateAsync(ada, org);
        _receiver.AnswerWith(500);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "One" })).ShouldBe(HttpStatusCode.OK);
        await AttemptedAsync(id, 1);
        foreach (var (wait, attempts) in new[] { 5, 300, 1800, 7200, 18_000, 36_000, 36_000 }.Select((wait, i) => (wait, i + 2)))
        {
            await server.AdvanceAsync(TimeSpan.FromSeconds(wait * 1.1) + TimeSpan.FromSeconds(1));
            (await AttemptedAsync(id, attempts)).Status.ShouldBe(attempts == 8 ? DeliveryStatus.Dead : DeliveryStatus.Pending);
        }

        await server.AdvanceAsync(TimeSpan.FromDays(4));
        var again = await server.SignInAsync(ada.Email);
        ada = Caller.Of(server.NewHttpClient(), again);
        (await ada.GetAsync($"/v1/webhooks/{id}")).Text("status").ShouldBe("active");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Two" })).ShouldBe(HttpStatusCode.OK);
        await AttemptedAsync(id, 9);
        var disabled = await ada.GetAsync($"/v1/webhooks/{id}");
        (disabled.Text("status"), disabled.Text("disabledReason")).ShouldBe(("disabled", "failing"));
        _receiver.All.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Who_asks_to_be_left_alone_is()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var id = await CreateAsync(ada, org);
        _receiver.AnswerWith(429, ("Retry-After", "120"));
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "One" })).ShouldBe(HttpStatusCode.OK);
        await AttemptedAsync(id, 1);
        _receiver.AnswerWith(200);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Two" })).ShouldBe(HttpStatusCode.OK);
        await QueuedAsync(id, 2);
        await server.AdvanceAsync(TimeSpan.FromSeconds(60));
        await server.AdvanceAsync(TimeSpan.FromSeconds(40));
        _receiver.All.Count.ShouldBe(1);

        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        await AttemptedAsync(id, 3);
        _receiver.All.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_signs_until_its_time_is_over()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var id = await CreateAsync(ada, org);
        (await ada.PostAsync($"/v1/webhooks/{id}/secret/rotate", new { overlap = 60 })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/webhooks/{id}/test")).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));
        (await ada.PostAsync($"/v1/webhooks/{id}/test")).ShouldBe(HttpStatusCode.OK);

        (await _receiver.WaitAsync(2)).Select(item => item.Headers["webhook-signature"].Split(' ').Length).ShouldBe([2, 1]);
    }

    private async Task<string> CreateAsync(Caller caller, string org)
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/webhooks", new { url = _receiver.Url, events = new[] { "org.updated" } });
        made.ShouldBe(HttpStatusCode.Created);
        return made.Text("id");
    }

    /// <summary>The delivery that was attempted last, when so many attempts at all of a webhook's are recorded.</summary>
    private Task<WebhookDelivery> AttemptedAsync(string webhook, int attempts) =>
        UntilAsync(webhook, found => found.Sum(delivery => delivery.Attempts) == attempts);

    private Task<WebhookDelivery> QueuedAsync(string webhook, int count) => UntilAsync(webhook, found => found.Count == count);

    private async Task<WebhookDelivery> UntilAsync(string webhook, Func<List<WebhookDelivery>, bool> isDone)
    {
        TypeId.TryParse<WebhookId>(webhook, out var id).ShouldBeTrue();
        for (var tries = 0; ; tries++)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var found = await scope.ServiceProvider.GetRequiredService<CatalystDbContext>().WebhookDeliveries
                .Where(delivery => delivery.WebhookId == id).OrderBy(delivery => delivery.Id)
                .ToListAsync(TestContext.Current.CancellationToken);
            if (isDone(found))
            {
                return found[^1];
            }

            tries.ShouldBeLessThan(400, string.Join(", ", found.Select(delivery => $"{delivery.Status} {delivery.Attempts}")));
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
