using System.Text;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Secrets;

namespace CatalystAuth.Core.Tests.Flows;

/// <summary>What only who holds the secret of a flow can open or compare.</summary>
public sealed class FlowKeysTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("a response with tokens");

    private readonly FlowId _flow = NewFlow();
    private readonly string _secret = OpaqueSecret.New();

    [Fact]
    public void What_was_sealed_is_opened_with_the_same_secret_and_no_other()
    {
        var box = FlowKeys.Of(_flow, _secret).Seal(Text);

        FlowKeys.Of(_flow, _secret).Open(box).ShouldBe(Text);
        FlowKeys.Of(_flow, OpaqueSecret.New()).Open(box).ShouldBeNull();
        FlowKeys.Of(NewFlow(), _secret).Open(box).ShouldBeNull();
        FlowKeys.Of(_flow, _secret).Seal(Text).ShouldNotBe(box);
    }

    [Fact]
    public void What_was_changed_or_is_too_short_is_not_opened()
    {
        var keys = FlowKeys.Of(_flow, _secret);
        var box = keys.Seal(Text);
        for (var at = 0; at < box.Length; at++)
        {
            var changed = (byte[])box.Clone();
            changed[at] ^= 1;
            keys.Open(changed).ShouldBeNull();
        }

        keys.Open(box.AsSpan(0, 27)).ShouldBeNull();
        keys.Open([]).ShouldBeNull();
    }

    [Fact]
    public void The_mark_is_of_the_kind_the_answers_the_flow_and_its_secret()
    {
        var request = new AnswerFlowRequest("password", new() { Password = "correct horse" }, _secret);
        var mark = FlowKeys.Of(_flow, _secret).MarkOf(request);

        FlowKeys.Of(_flow, _secret).MarkOf(request with { Secret = null }).ShouldBe(mark);
        FlowKeys.Of(_flow, _secret).MarkOf(request with { Kind = "prompt" }).ShouldNotBe(mark);
        FlowKeys.Of(_flow, _secret).MarkOf(request with { Answers = new() { Password = "correct horse " } }).ShouldNotBe(mark);
        FlowKeys.Of(_flow, OpaqueSecret.New()).MarkOf(request).ShouldNotBe(mark);
        FlowKeys.Of(NewFlow(), _secret).MarkOf(request).ShouldNotBe(mark);
    }

    private static FlowId NewFlow() => TypeId.New<FlowId>(TimeProvider.System.GetUtcNow());
}
