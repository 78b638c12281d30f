using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Flows;

namespace CatalystAuth.Core.Tests.Flows;

/// <summary>One answer after another into a flow.</summary>
public sealed class FlowLanesTests
{
    private readonly FlowLanes _lanes = new();
    private readonly FlowId _flow = NewFlow();

    [Fact]
    public async Task The_second_waits_until_the_first_has_left_and_knows_that_it_did()
    {
        var first = await _lanes.EnterAsync(_flow, CancellationToken.None);
        var second = _lanes.EnterAsync(_flow, CancellationToken.None).AsTask();
        using var other = await _lanes.EnterAsync(NewFlow(), CancellationToken.None);

        first.Waited.ShouldBeFalse();
        other.Waited.ShouldBeFalse();
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        var turn = await second;
        turn.Waited.ShouldBeTrue();
        turn.Dispose();

        // Nothing is left of it.
        using var later = await _lanes.EnterAsync(_flow, CancellationToken.None);
        later.Waited.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_in_nobodys_way()
    {
        using var gone = new CancellationTokenSource();
        var first = await _lanes.EnterAsync(_flow, CancellationToken.None);
        var waiting = _lanes.EnterAsync(_flow, gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);

        first.Dispose();

        using var later = await _lanes.EnterAsync(_flow, CancellationToken.None);
        later.Waited.ShouldBeFalse();
    }

    private static FlowId NewFlow() => TypeId.New<FlowId>(TimeProvider.System.GetUtcNow());
}
