using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Decisions;

namespace CatalystAuth.Core.Tests.Decisions;

/// <summary>Which decisions are of a part of them.</summary>
public sealed class DecisionSampleTests
{
    private static readonly DecisionId[] Ids =
        [.. Enumerable.Range(0, 20_000).Select(n => TypeId.New<DecisionId>(DateTimeOffset.UnixEpoch.AddMilliseconds(n)))];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.01, 100, 300)]
    [InlineData(0.5, 9_500, 10_500)]
    [InlineData(1, 20_000, 20_000)]
    public void It_is_about_as_large_as_is_asked_for(double rate, int least, int most) =>
        Ids.Count(id => DecisionSample.Has(id, rate)).ShouldBeInRange(least, most);

    [Fact]
    public void A_larger_one_has_all_of_a_smaller_one() =>
        Ids.Where(id => DecisionSample.Has(id, 0.1)).ShouldAllBe(id => DecisionSample.Has(id, 0.2));

    [Theory]
    [InlineData("dec_01h455vb4pex5vsknk084sn02q")]
    [InlineData("dec_00000000000000000000000000")]
    [InlineData("dec_7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void The_id_alone_decides(string text)
    {
        var id = DecisionId.Parse(text, null);

        DecisionSample.Has(id, 0).ShouldBeFalse();
        DecisionSample.Has(id, 1).ShouldBeTrue();
        DecisionSample.Has(id, 0.5).ShouldBe(DecisionSample.Has(DecisionId.Parse(text, null), 0.5));
    }

    [Theory]
    [InlineData(RecordedAllows.All, true)]
    [InlineData(RecordedAllows.Sampled, false)]
    [InlineData(RecordedAllows.None, false)]
    public void Denials_are_always_recorded(RecordedAllows allows, bool isAllowRecorded)
    {
        var options = new DecisionOptions { Allows = allows, AllowSampleRate = 0 };

        options.Records(DecisionOutcome.Deny, Ids[0]).ShouldBeTrue();
        options.Records(DecisionOutcome.Allow, Ids[0]).ShouldBe(isAllowRecorded);
    }
}
