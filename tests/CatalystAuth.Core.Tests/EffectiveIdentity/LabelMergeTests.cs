using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Labels;
using CsCheck;

namespace CatalystAuth.Core.Tests.EffectiveIdentity;

public sealed class LabelMergeTests
{
    private static readonly Provenance User = new("user", "u");
    private static readonly Provenance Org = new("org", "o");
    private static readonly Provenance Membership = new("membership", "m");

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<string> Labels = Gen.OneOfConst("a", "a:1", "a:2", "b", "b:1", "c");

    [Fact]
    public void The_organisation_wins_over_the_user_and_the_membership_over_both()
    {
        var merged = Merge(["tier:free", "beta"], ["tier:gold"], ["+tier:platinum"]);

        merged.ShouldBe([new EffectiveLabel("beta", User), new EffectiveLabel("tier:platinum", Membership)]);
    }

    [Fact]
    public void A_label_that_has_expired_does_not_count() => new LabelMerge(Now)
        .Add([new("tier:free"), new("beta", Now.AddSeconds(1))], User).Add([new("tier:gold", Now)], Org)
        .Labels.ShouldBe([new EffectiveLabel("beta", User) { ExpiresAt = Now.AddSeconds(1) }, new EffectiveLabel("tier:free", User)]);

    [Theory]
    [InlineData("-tier", "")]
    [InlineData("-tier:gold", "")]
    [InlineData("-tier:silver", "tier:gold")]
    [InlineData("-other", "tier:gold")]
    public void A_minus_takes_away_the_key_or_only_that_value(string change, string left) =>
        string.Join(',', Merge([], ["tier:gold"], [change]).Select(label => label.Label)).ShouldBe(left);

    [Fact]
    public void Each_key_stands_once_and_in_order() => Gen.Select(Labels.List, Labels.List, Labels.List).Sample((user, org, added) =>
    {
        var keys = Merge(user, org, [.. added.Select(label => "+" + label)]).Select(label => LabelGrammar.KeyOf(label.Label)).ToList();
        keys.ShouldBe(keys.Distinct().Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Every_merged_label_stands_in_the_source_that_it_names() => Gen.Select(Labels.List, Labels.List).Sample((user, org) =>
    {
        foreach (var label in Merge(user, org, []))
        {
            (label.Source == User ? user : org).ShouldContain(label.Label);
        }
    });

    [Theory]
    [InlineData("beta", true)]
    [InlineData("tier:Gold-1", true)]
    [InlineData("Beta", false)]
    [InlineData("a:", false)]
    [InlineData(":a", false)]
    [InlineData("a:b:c", false)]
    [InlineData("a b", false)]
    [InlineData("a,b", false)]
    [InlineData("a{b}", false)]
    [InlineData("", false)]
    public void Labels_follow_their_grammar(string label, bool valid) => LabelGrammar.IsValid(label).ShouldBe(valid);

    [Fact]
    public void A_list_with_a_key_twice_or_too_many_is_refused()
    {
        LabelLists.Check(["a:1", "a:2"]).IsSuccess.ShouldBeFalse();
        LabelLists.Check([.. Enumerable.Range(0, 51).Select(i => new LabelInput($"l{i}"))]).IsSuccess.ShouldBeFalse();
        LabelLists.CheckDelta(["beta"]).IsSuccess.ShouldBeFalse();
        LabelLists.Check(["b", "a"]).Value.Select(label => label.Label).ShouldBe(["a", "b"]);
    }

    private static IReadOnlyList<EffectiveLabel> Merge(IReadOnlyList<string> user, IReadOnlyList<string> org, IReadOnlyList<string> delta) =>
        new LabelMerge(Now).Add(user.Select(label => new LabelEntry(label)), User).Add(org.Select(label => new LabelEntry(label)), Org)
            .Apply(delta.Select(change => new LabelEntry(change)), Membership).Labels;
}
