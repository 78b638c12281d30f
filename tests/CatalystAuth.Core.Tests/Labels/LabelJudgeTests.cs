using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Core.Labels;
using CsCheck;

namespace CatalystAuth.Core.Tests.Labels;

public sealed class LabelJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly LabelAuthority OrgAdmin = new(IsPlatform: false, WritesLabels: true, SeesHidden: true);
    private static readonly LabelAuthority Keeper = new(IsPlatform: false, WritesLabels: false, SeesHidden: false);
    private static readonly LabelAuthority Platform = new(IsPlatform: true, WritesLabels: false, SeesHidden: true);

    [Theory]
    [InlineData(LabelSetter.Platform, false, true, false)]
    [InlineData(LabelSetter.Platform, true, true, false)]
    [InlineData(LabelSetter.OrgAdmins, true, true, false)]
    [InlineData(LabelSetter.System, false, false, false)]
    public void Who_sets_a_label_is_who_its_schema_says(LabelSetter setter, bool isOrgSchema, bool platform, bool keeper)
    {
        var schema = Schema("a", entry => entry.SetBy = setter, isOrgSchema);

        IsAllowed(Judge(schema, OrgAdmin)).ShouldBe(setter == LabelSetter.OrgAdmins);
        IsAllowed(Judge(schema, Platform)).ShouldBe(platform);
        IsAllowed(Judge(schema, Keeper)).ShouldBe(keeper);
    }

    [Fact]
    public void Labels_without_a_schema_are_free_unless_the_server_is_strict()
    {
        IsAllowed(Judge([], Keeper)).ShouldBeTrue();
        Judge([], Platform, strict: true).Judge(LabelTarget.Org, [], ["a"]).Error.Code.ShouldBe("label.not_allowed");
        Judge([], Keeper, strict: true).Judge(LabelTarget.Org, [new("a")], ["a"]).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void What_stands_can_always_be_written_back_and_then_nothing_changes() => Stored.Sample(stored =>
    {
        var judge = Judge(Schema("a", entry => entry.SetBy = LabelSetter.System), Keeper);

        var judged = judge.Judge(LabelTarget.Org, stored, [.. stored.Select(entry => new LabelInput(entry.Label))]);

        judged.Value.ShouldBe(stored.OrderBy(entry => entry.Label, StringComparer.Ordinal));
    });

    [Fact]
    public void A_label_that_the_caller_may_not_set_is_afterwards_as_it_was_or_the_change_is_refused() => Gen.Select(Stored, Stored, Gen.Bool).Sample(
        (before, after, says) =>
        {
            var judge = Judge(Schema("a", entry => entry.SetBy = LabelSetter.Platform), OrgAdmin);
            LabelInput[] wanted = [.. after.Select(entry => says ? LabelInput.Until(entry.Label, entry.ExpiresAt) : entry.Label)];

            var judged = judge.Judge(LabelTarget.Org, before, wanted);

            static LabelEntry? A(IEnumerable<LabelEntry> entries) => entries.FirstOrDefault(entry => LabelGrammar.KeyOf(entry.Label) == "a");
            if (judged.IsSuccess)
            {
                A(judged.Value).ShouldBe(A(before));
            }
            else
            {
                judged.Error.Code.ShouldBe("label.not_allowed");
            }
        });

    [Fact]
    public void A_life_is_cut_to_the_longest_and_a_longer_one_is_refused()
    {
        var judge = Judge(Schema("a", entry => entry.MaxLife = 60), OrgAdmin);

        judge.Judge(LabelTarget.Org, [], ["a"]).Value.ShouldBe([new LabelEntry("a", Now.AddSeconds(60))]);
        judge.Judge(LabelTarget.Org, [], [LabelInput.Until("a", null)]).Value.ShouldBe([new LabelEntry("a", Now.AddSeconds(60))]);
        judge.Judge(LabelTarget.Org, [], [LabelInput.Until("a", Now.AddSeconds(61))]).Error.Code.ShouldBe("label.invalid_expiry");
        judge.Judge(LabelTarget.Membership, [], ["-a"]).Value.ShouldBe([new LabelEntry("-a")]);
        judge.Judge(LabelTarget.Membership, [], ["+a"]).Value.ShouldBe([new LabelEntry("+a", Now.AddSeconds(60))]);
        judge.Begin([new("+a"), new("+b", Now), new("-a"), new("+a:1", Now.AddSeconds(30))])
            .ShouldBe([new LabelEntry("+a", Now.AddSeconds(60)), new("-a"), new("+a:1", Now.AddSeconds(30))]);
    }

    [Fact]
    public void What_the_caller_does_not_see_is_kept()
    {
        var judge = Judge(Schema("a", entry => entry.ClientVisible = false), Keeper);

        judge.Judge(LabelTarget.Membership, [new("+a:1"), new("+b")], ["+c"]).Value.ShouldBe([new LabelEntry("+c"), new("+a:1")]);
        judge.Judge(LabelTarget.Membership, [new("+a:1")], ["+a:2"]).Error.Code.ShouldBe("label.not_allowed");
    }

    [Fact]
    public void The_platforms_schema_wins_and_hiding_adds_up()
    {
        var platform = Schema("a", entry => entry.SetBy = LabelSetter.Platform, isOrg: false)[0];
        var org = Schema("a", entry => (entry.SetBy, entry.ClientVisible) = (LabelSetter.OrgAdmins, false))[0];
        foreach (var order in (LabelSchemaEntry[][])[[platform, org], [org, platform]])
        {
            var set = new LabelSchemaSet(order);
            set.Of("a:1")!.SetBy.ShouldBe(LabelSetter.Platform);
            set.Hides("a:1").ShouldBeTrue();
        }
    }

    [Fact]
    public void A_label_of_a_request_is_read_as_it_is_written() => Gen.Select(Stored, Gen.Bool).Sample((entries, says) =>
    {
        foreach (var entry in entries)
        {
            var input = says ? LabelInput.Until(entry.Label, entry.ExpiresAt) : new LabelInput(entry.Label);
            JsonSerializer.Deserialize<LabelInput>(JsonSerializer.Serialize(input, CatalystJson.Strict), CatalystJson.Strict).ShouldBe(input);
        }
    });

    private static Gen<IReadOnlyList<LabelEntry>> Stored => Gen.Select(
        Gen.OneOfConst("a", "a:1", "a:2", "b", "b:1", "c"), Gen.OneOfConst<int?>(null, 1, 60),
        (label, seconds) => new LabelEntry(label, seconds is { } s ? Now.AddSeconds(s) : null)).List[0, 4]
        .Select(list => (IReadOnlyList<LabelEntry>)[.. list.DistinctBy(entry => LabelGrammar.KeyOf(entry.Label))]);

    private static bool IsAllowed(LabelJudge judge)
    {
        var judged = judge.Judge(LabelTarget.Org, [], ["a"]);
        judged.Match(_ => "label.not_allowed", error => error.Code).ShouldBe("label.not_allowed");
        return judged.IsSuccess;
    }

    private static LabelJudge Judge(IReadOnlyList<LabelSchemaEntry> schemas, LabelAuthority authority, bool strict = false) =>
        new(new(schemas), authority, strict, Now);

    private static IReadOnlyList<LabelSchemaEntry> Schema(string key, Action<LabelSchemaEntry> change, bool isOrg = true)
    {
        var schema = new LabelSchemaEntry
        {
            Scope = "x",
            Key = key,
            OrgId = isOrg ? new(Guid.NewGuid()) : null,
            Targets = Enum.GetValues<LabelTarget>(),
            SetBy = LabelSetter.OrgAdmins,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        change(schema);
        return [schema];
    }
}
