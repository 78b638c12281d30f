using System.Globalization;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>
/// Everything fails that can, while changes are made: none is lost on its way to a webhook. <c>CATALYST_FIRE=full</c> makes it as large as
/// the promise.
/// </summary>
[Collection(nameof(StartTimeTests.Alone))]
public sealed class FireTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_event_is_lost_while_endpoints_fail_nodes_are_killed_and_the_database_restarts()
    {
        var scale = FireScale.Chosen;
        await using var town = await FireTown.StartAsync();
        var watch = new FireWatch(town, scale);
        await watch.AllInLineAsync();
        var start = (await town.ReadEventsAsync())[^1].Id;

        var begun = TimeProvider.System.GetTimestamp();
        using var callers = new FireCallers(town, scale);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var work = callers.RunAsync(stop.Token);
        var fires = watch.BurnAsync(callers, stop.Token);
        if ((await Task.WhenAny(work, fires)).IsFaulted)
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(work, fires);
        var worked = TimeProvider.System.GetElapsedTime(begun);
        await watch.SettleAsync();
        var took = TimeProvider.System.GetElapsedTime(begun);

        // Everybody has everything, and those who never come back are still being tried.
        (await watch.CountPoisonedAsync()).ShouldBePositive();
        foreach (var endpoint in town.Endpoints.Where(endpoint => endpoint.IsPoison))
        {
            (await town.Operator.Webhooks.UpdateAsync(endpoint.Id, new(Status: WebhookStatus.Disabled), cancellationToken: Cancelled)).IsSuccess.ShouldBeTrue();
        }

        await watch.SettlePoisonedAsync();
        await watch.SettleAsync();
        var all = await town.ReadEventsAsync();
        var report = new FireReport(town.Endpoints, town.Receiver.Receipts, all, await town.ReadEventsAsync(start));
        Tell(scale, callers, report, worked, took);

        report.Lost.ShouldBeEmpty();
        report.Foreign.ShouldBeEmpty();
        report.Unsigned.ShouldBeEmpty();
        report.Duplicates.ShouldBeLessThanOrEqualTo((scale.Kills + scale.Restarts) * FireScale.Endpoints * FireScale.Concurrent);
        foreach (var endpoint in town.Endpoints.Where(endpoint => endpoint.IsPoison))
        {
            (await watch.CountAsync(endpoint, start)).ShouldBe(report.Since.Count(endpoint.Wants));
        }

        ChangesAndEventsAreTheSame(callers, report.Since);
        await ChainsHoldAsync(town);
    }

    private static void ChangesAndEventsAreTheSame(FireCallers callers, IReadOnlyList<Event> events)
    {
        var changed = events.Where(item => item.Type is EventTypes.OrgUpdated or EventTypes.GroupUpdated)
            .ToLookup(item => item.Subject, item => item.Data["after"]!["name"]!.GetValue<string>());
        foreach (var (subject, names) in callers.Changed)
        {
            changed[subject].ShouldBe(names);
        }

        changed.Count.ShouldBe(callers.Changed.Count);
        events.Where(item => item.Type == EventTypes.GroupCreated).Select(item => item.Data["after"]!["name"]!.GetValue<string>())
            .ShouldBe(callers.Added, ignoreOrder: true);
        events.ShouldAllBe(item => !item.Data.ToJsonString(null).Contains(FireCallers.NeverHappened, StringComparison.Ordinal));
    }

    private static async Task ChainsHoldAsync(FireTown town)
    {
        foreach (var org in town.Orgs)
        {
            var verified = (await town.Operator.Audit.VerifyAsync(org, Cancelled)).Value;
            verified.Ok.ShouldBeTrue(verified.Fault?.Message);
        }

        (await town.Operator.Audit.VerifyAsync(cancellationToken: Cancelled)).Value.Ok.ShouldBeTrue();
    }

    private static void Tell(FireScale scale, FireCallers callers, FireReport report, TimeSpan worked, TimeSpan took) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
              Webhooks under fire: {report.Since.Count} events of {scale.Changes} changes, {report.Expected.Count()} to be delivered to {FireScale.Endpoints} endpoints;
              {scale.Kills} kills, {scale.Restarts} restarts of the database; changes made in {worked.TotalSeconds:0} s, all delivered after {took.TotalSeconds:0} s.
              Calls repeated: {string.Join(", ", callers.Troubles.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value}x {pair.Key}"))}.
              Lost: {report.Lost.Count}. Accepted: {report.Accepted}, of them {report.Duplicates} twice. Inversions within a subject: {report.Inversions}.
              Healthy endpoints: {report.Latency(besidePoison: false)}; beside poisoned ones: {report.Latency(besidePoison: true)}.
            """));
}
