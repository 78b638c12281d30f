using CatalystAuth.Contracts.Events;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>Sets fires, and looks how far the deliveries are.</summary>
internal sealed class FireWatch(FireTown town, FireScale scale)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Twenty callers are at it, and all that waits for the webhooks.
    private static readonly TimeSpan StartUnderLoad = TimeSpan.FromMinutes(2);

    /// <summary>Kills nodes and the database while the callers are at it, evenly over their work.</summary>
    public async Task BurnAsync(FireCallers callers, CancellationToken cancellationToken)
    {
        var fires = scale.Kills + scale.Restarts;
        for (var fire = 0; fire < fires; fire++)
        {
            // The callers go on meanwhile, but not so far that the next one would burn alone.
            callers.Limit = scale.Changes * (fire + 1) / fires;
            while (callers.Made < scale.Changes * (fire + 0.5) / fires)
            {
                await Task.Delay(Look, cancellationToken);
            }

            // The restarts stand in the middle of their share of the kills.
            if (IsRestart(fire, fires))
            {
                await town.Database.KillAsync();
                await town.Database.StartAgainAsync();
            }
            else
            {
                var node = town.Nodes[fire % town.Nodes.Count];
                await node.KillAsync();
                await node.StartAgainAsync(StartUnderLoad);
            }
        }

        callers.Limit = int.MaxValue;
    }

    /// <summary>Waits until every event has become deliveries.</summary>
    public Task AllInLineAsync() => Eventually.BeAsync(async () => (await WaitingAsync()).Events == 0, scale.Patience);

    /// <summary>Waits until all that can be delivered is.</summary>
    public async Task SettleAsync()
    {
        var last = await Eventually.LastAsync(WaitingAsync, waiting => waiting == (0, 0), scale.Patience);
        last.ShouldBe((0L, 0L), "events that are not in line, deliveries that wait");
    }

    /// <summary>Waits until nothing is on the way any more to those who never come back.</summary>
    public Task SettlePoisonedAsync() => Eventually.BeAsync(
        async () => await CountAsync("SELECT count(*) FROM webhook_lanes WHERE lease_owner IS NOT NULL AND webhook_id = ANY($1)", Poison()) == 0,
        scale.Patience);

    /// <summary>How many deliveries wait, of those who never come back.</summary>
    public Task<long> CountPoisonedAsync() => CountAsync(
        "SELECT count(*) FROM webhook_deliveries WHERE status = 'pending' AND webhook_id = ANY($1)", Poison());

    /// <summary>How many deliveries there are to an endpoint, of the events behind one.</summary>
    public Task<long> CountAsync(FireEndpoint endpoint, EventId after) => CountAsync(
        """
        SELECT count(*) FROM webhook_deliveries AS delivery JOIN outbox_events AS event ON event.id = delivery.event_id
        WHERE delivery.webhook_id = $1 AND event.place > (SELECT place FROM outbox_events WHERE id = $2)
        """,
        endpoint.Id.Value, after.Value);

    private bool IsRestart(int fire, int fires) =>
        Enumerable.Range(0, scale.Restarts).Any(restart => fire == (int)(fires * (restart + 0.5) / scale.Restarts));

    private async Task<(long Events, long Deliveries)> WaitingAsync() => (
        await CountAsync("SELECT count(*) FROM outbox_events WHERE place IS NULL OR place > (SELECT last FROM webhook_fan_out)"),
        await CountAsync("SELECT count(*) FROM webhook_deliveries WHERE status = 'pending' AND webhook_id <> ALL($1)", Poison()));

    private Guid[] Poison() => [.. town.Endpoints.Where(endpoint => endpoint.IsPoison).Select(endpoint => endpoint.Id.Value)];

    private async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = town.Sql.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
