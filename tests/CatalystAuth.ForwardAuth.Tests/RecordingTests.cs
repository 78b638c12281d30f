using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Which decisions are recorded, and what becomes of them when the store can't follow.</summary>
public sealed class RecordingTests
{
    private const string Lost = "catalyst.decisions.lost";

    [Fact]
    public async Task Of_allows_exactly_those_of_the_sample_are_recorded_and_denials_always()
    {
        await using var gate = await TestGate.StartAsync(options => (options.Allows, options.AllowSampleRate) = (RecordedAllows.Sampled, 0.5));
        var app = gate.NewApp();
        var allowed = new List<DecisionId>();
        for (var n = 0; n < 40; n++)
        {
            allowed.Add(IdOf(await gate.AskAsync(app, "/reports", gate.Token())));
        }

        var denied = IdOf(await gate.AskAsync(app, "/reports"));
        await gate.RecordedAsync(denied);

        var elsewhere = new DecisionOptions { Allows = RecordedAllows.Sampled, AllowSampleRate = 0.5 };
        RecordedIn(gate).ShouldBe([.. allowed.Where(id => elsewhere.Records(DecisionOutcome.Allow, id)), denied]);
    }

    [Fact]
    public async Task Without_allows_only_denials_are_recorded()
    {
        await using var gate = await TestGate.StartAsync(options => options.Allows = RecordedAllows.None);
        var app = gate.NewApp();
        (await gate.AskAsync(app, "/reports", gate.Token())).ShouldBe(200);
        (await gate.AskAsync(app, "/public/x")).ShouldBe(200);

        var denied = IdOf(await gate.AskAsync(app, "/reports"));
        await gate.RecordedAsync(denied);

        RecordedIn(gate).ShouldBe([denied]);
    }

    [Fact]
    public async Task Usually_an_allow_is_given_and_lost_and_a_denial_waits_for_its_place()
    {
        await using var full = await FullGate.StartAsync(default);

        (await full.AllowAsync()).ShouldBe(200);
        full.LostOnes.ShouldBe(["outcome=allow"]);
        var denying = full.DenyAsync();
        full.Release();

        var denied = await denying;
        denied.ShouldBe(401, DecisionReasons.Unauthenticated);
        await full.Gate.RecordedAsync(IdOf(denied));
        full.LostOnes.Count.ShouldBe(1);
        full.Measured.Read("catalyst.decisions.queue").ShouldBe(0);
    }

    [Fact]
    public async Task A_denial_waits_a_second_at_most()
    {
        await using var full = await FullGate.StartAsync(default);

        (await full.TurnAsync(full.DenyAsync())).ShouldBe(401, DecisionReasons.Unauthenticated);

        full.LostOnes.ShouldBe(["outcome=deny"]);
        full.Measured.Read("catalyst.decisions.queue").ShouldBe(1);
    }

    [Fact]
    public async Task Where_none_waits_each_is_answered_at_once_and_what_is_lost_is_counted()
    {
        await using var full = await FullGate.StartAsync(WhenDecisionsAreFull.Drop);

        (await full.DenyAsync()).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await full.AllowAsync()).ShouldBe(200);

        full.LostOnes.ShouldBe(["outcome=deny", "outcome=allow"]);
    }

    [Theory]
    [InlineData("caddy", 503)]
    [InlineData("nginx", 403)]
    public async Task Where_each_has_to_be_recorded_who_can_not_be_is_kept_out_and_the_answer_is_not_kept(string flavour, int status)
    {
        await using var full = await FullGate.StartAsync(WhenDecisionsAreFull.Deny);
        var token = full.Gate.Token();

        (await full.TurnAsync(full.AllowAsync(token, flavour))).ShouldBe(status, DecisionReasons.NotRecorded);
        (await full.TurnAsync(full.AllowAsync(token, flavour))).ShouldBe(status, DecisionReasons.NotRecorded);
        (await full.TurnAsync(full.Gate.AskAsync(full.App, "/public/x", flavour: flavour))).ShouldBe(status, DecisionReasons.NotRecorded);
        (await full.AllowAsync(full.Known)).ShouldBe(200);

        full.Release();
        var later = await full.AllowAsync(token, flavour);
        later.ShouldBe(200);
        await full.Gate.RecordedAsync(DecisionId.Parse(later.Headers[IdentityHeaders.DecisionId][0], null));
        full.Measured.Of("catalyst.forward_auth.decisions").Count(one => one.Tags.Contains(DecisionReasons.NotRecorded, StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Where_each_has_to_be_recorded_who_finds_a_place_in_time_is_let_in()
    {
        await using var full = await FullGate.StartAsync(WhenDecisionsAreFull.Deny);

        var allowing = full.AllowAsync();
        full.Release();

        var allowed = await allowing;
        allowed.ShouldBe(200);
        await full.Gate.RecordedAsync(DecisionId.Parse(allowed.Headers[IdentityHeaders.DecisionId][0], null));
        full.LostOnes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(WhenDecisionsAreFull.DropAllows)]
    [InlineData(WhenDecisionsAreFull.Drop)]
    [InlineData(WhenDecisionsAreFull.Deny)]
    public async Task Denials_are_held_until_the_store_takes_them(WhenDecisionsAreFull whenFull)
    {
        await using var gate = await TestGate.StartAsync(options => options.WhenFull = whenFull);
        using var measured = new Measurements(gate);
        var attempts = 0;
        gate.BeforeAppend = () => ++attempts <= 12 ? throw new IOException("The disk is full.") : Task.CompletedTask;

        var denied = await gate.AskAsync(gate.NewApp(), "/reports");
        await TurnUntilAsync(gate, () => RecordedIn(gate).Count > 0);

        RecordedIn(gate).ShouldBe([IdOf(denied)]);
        (measured.Of(Lost).Count, attempts).ShouldBe((0, 13));
    }

    [Theory]
    [InlineData(WhenDecisionsAreFull.DropAllows, 2)]
    [InlineData(WhenDecisionsAreFull.Drop, 2)]
    [InlineData(WhenDecisionsAreFull.Deny, 0)]
    public async Task Of_a_batch_that_the_store_keeps_refusing_allows_are_given_up_but_where_each_has_to_be_recorded(WhenDecisionsAreFull whenFull, int lost)
    {
        await using var gate = await TestGate.StartAsync(options => options.WhenFull = whenFull);
        using var measured = new Measurements(gate);
        var (app, first) = (gate.NewApp(), Hanging.In(gate));
        var alone = await gate.AskAsync(app, "/reports", gate.Token());
        await first.Entered;
        var (allowed, denied) = (await gate.AskAsync(app, "/reports", gate.Token()), await gate.AskAsync(app, "/reports"));

        var (isDown, attempts) = (true, 0);
        gate.BeforeAppend = () => isDown && ++attempts > 0 ? throw new IOException("The disk is full.") : Task.CompletedTask;
        first.Fail();
        await TurnUntilAsync(gate, () => attempts > 12 && measured.Of(Lost).Count == lost);
        isDown = false;
        await TurnUntilAsync(gate, () => RecordedIn(gate).Contains(IdOf(denied)));

        RecordedIn(gate).ShouldBe(lost == 0 ? [IdOf(alone), IdOf(allowed), IdOf(denied)] : [IdOf(denied)]);
        measured.Of(Lost).Select(one => one.Tags).ShouldBe(Enumerable.Repeat("outcome=allow", lost));
    }

    [Fact]
    public async Task Denials_are_given_up_when_the_queue_is_full()
    {
        await using var gate = await TestGate.StartAsync(options => options.QueueSize = 1);
        using var measured = new Measurements(gate);
        var (app, first) = (gate.NewApp(), Hanging.In(gate));
        await gate.AskAsync(app, "/reports");
        await first.Entered;
        var waiting = await gate.AskAsync(app, "/reports");

        var attempts = 1;
        gate.BeforeAppend = () => ++attempts <= 5 ? throw new IOException("The disk is full.") : Task.CompletedTask;
        first.Fail();
        await TurnUntilAsync(gate, () => RecordedIn(gate).Count > 0);

        RecordedIn(gate).ShouldBe([IdOf(waiting)]);
        measured.Of(Lost).Select(one => one.Tags).ShouldBe(["outcome=deny"]);
    }

    [Fact]
    public async Task One_that_the_store_can_not_take_does_not_hold_up_others()
    {
        await using var gate = await TestGate.StartAsync();
        using var measured = new Measurements(gate);
        var (app, first) = (gate.NewApp(), Hanging.In(gate));
        var good = new List<DecisionId> { IdOf(await gate.AskAsync(app, "/reports")) };
        await first.Entered;
        gate.Refuses = decision => decision.Path == "/bad";
        foreach (var path in (string[])["/bad", "/a", "/bad", "/b", "/bad"])
        {
            var id = IdOf(await gate.AskAsync(app, path));
            good.AddRange(path == "/bad" ? [] : [id]);
        }

        gate.BeforeAppend = null;
        first.Release();
        await TurnUntilAsync(gate, () => RecordedIn(gate).Count == good.Count);
        measured.Of(Lost).Count.ShouldBe(2);

        // The last one is given up as soon as one behind it is taken.
        good.Add(IdOf(await gate.AskAsync(app, "/c")));
        await TurnUntilAsync(gate, () => RecordedIn(gate).Count == good.Count && measured.Of(Lost).Count == 3);
        RecordedIn(gate).ShouldBe(good);
    }

    private static async Task TurnUntilAsync(TestGate gate, Func<bool> isSo)
    {
        while (!isSo())
        {
            gate.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static DecisionId IdOf(Reply reply) => DecisionId.Parse(
        reply.Headers.TryGetValue(IdentityHeaders.DecisionId, out var values)
            ? values[0]
            : System.Text.Json.Nodes.JsonNode.Parse(reply.Body)!["decisionId"]!.GetValue<string>(),
        null);

    private static IReadOnlyList<DecisionId> RecordedIn(TestGate gate)
    {
        lock (gate.Decisions)
        {
            return [.. gate.Decisions.Select(decision => decision.Id)];
        }
    }

    /// <summary>A store that hangs over the first batch, so that what comes meanwhile is in the next one.</summary>
    private sealed class Hanging
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public static Hanging In(TestGate gate)
        {
            var hanging = new Hanging();
            gate.BeforeAppend = () =>
            {
                hanging._entered.TrySetResult();
                return hanging._end.Task;
            };
            return hanging;
        }

        public void Release() => _end.SetResult();

        public void Fail() => _end.SetException(new IOException("The disk is full."));
    }

    /// <summary>A gate whose store hangs and whose queue is full.</summary>
    private sealed class FullGate : IAsyncDisposable
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public required TestGate Gate { get; init; }

        public required App App { get; init; }

        public required Measurements Measured { get; init; }

        /// <summary>A token that was let in before.</summary>
        public required string Known { get; init; }

        public IReadOnlyList<string> LostOnes => [.. Measured.Of(Lost).Select(one => one.Tags)];

        public static async Task<FullGate> StartAsync(WhenDecisionsAreFull whenFull)
        {
            var gate = await TestGate.StartAsync(options => (options.QueueSize, options.WhenFull) = (1, whenFull));
            var full = new FullGate { Gate = gate, App = gate.NewApp(), Measured = new(gate), Known = gate.Token() };
            var known = await full.AllowAsync(full.Known);
            await gate.RecordedAsync(IdOf(known));
            var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gate.BeforeAppend = () =>
            {
                entered.TrySetResult();
                return full._release.Task;
            };

            // One that hangs in the store, and one that waits behind it.
            await full.DenyAsync();
            await entered.Task;
            await full.DenyAsync();
            return full;
        }

        public Task<Reply> AllowAsync(string? token = null, string flavour = "caddy") =>
            Gate.AskAsync(App, "/reports", token ?? Gate.Token(), flavour);

        public Task<Reply> DenyAsync() => Gate.AskAsync(App, "/reports");

        /// <summary>Lets one that waits wait in vain.</summary>
        public async Task<Reply> TurnAsync(Task<Reply> asking)
        {
            await Gate.Time.EndWaitAsync();
            await Gate.RefreshFeedAsync();
            return await asking;
        }

        public void Release() => _release.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            _release.TrySetResult();
            Measured.Dispose();
            await Gate.DisposeAsync();
        }
    }
}
