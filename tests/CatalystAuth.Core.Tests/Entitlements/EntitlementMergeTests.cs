using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Entitlements;
using CsCheck;

namespace CatalystAuth.Core.Tests.Entitlements;

public sealed class EntitlementMergeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly OrgId Org = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000001"));
    private static readonly UserId User = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000002"));

    private static readonly Gen<string> Names = Gen.OneOfConst("a", "b", "c", "d");
    private static readonly Gen<DateTimeOffset?> Ends = Gen.Int[-2, 2].Select(at => at == 2 ? (DateTimeOffset?)null : Now.AddHours(at));
    private static readonly Gen<long?> Maxima = Gen.Int[-1, 5].Select(max => max < 0 ? (long?)null : max);

    private static readonly Gen<StoredPlan> Plans = Gen.Select(Names.HashSet[0, 4], Limits(), Gen.OneOfConst("free", "pro"))
        .Select((features, limits, key) => Plan(key, [.. features], [.. limits.Select(limit => new PlanLimit(limit.Name, limit.Max))]));

    private static readonly Gen<FeatureOverride[]> Features = Gen.Select(Names, Gen.Bool, Ends)
        .Select((name, granted, end) => new FeatureOverride(name, granted, end)).Array[0, 4].Select(list => list.DistinctBy(one => one.Name).ToArray());

    private static readonly Gen<EntitlementSources> Sources = Gen.Select(Plans, Plans, Features, Limits(), Features, Limits(), Ends, Ends).Select(
        (first, second, orgFeatures, orgLimits, userFeatures, userLimits, start, end) => new EntitlementSources(
            first, second,
            new StoredOrgEntitlements { OrgId = Org, Plan = second.Key, StartsAt = start, ExpiresAt = end, Features = orgFeatures, Limits = orgLimits },
            new StoredUserEntitlements { UserId = User, Features = userFeatures, Limits = userLimits }));

    [Fact]
    public void Each_layer_wins_over_those_beneath_it_and_says_that_it_was_it()
    {
        var merged = EntitlementMerge.Merge(
            new(
                Plan("free", ["a", "b"], [new("m", 1), new("n", 1, LimitPeriod.Day)], "tier:free"), Plan("pro", ["c"], [new("m", 2)], "tier:pro"),
                new StoredOrgEntitlements { OrgId = Org, Plan = "pro", Features = [new("a", Granted: false)], Limits = [new("n", null)] },
                new StoredUserEntitlements { UserId = User, Features = [new("a")], Limits = [new("m", 3)] }),
            Now);

        merged.Plan.ShouldBe("pro");
        merged.Features.ShouldBe([new("a", true, ByUser), new("b", true, new("plan", "free")), new("c", true, new("plan", "pro"))]);
        merged.Limits.ShouldBe([new("m", 3, LimitPeriod.Lifetime, ByUser), new("n", null, LimitPeriod.Day, new("override", Org.ToString()))]);
        merged.Labels.Select(label => label.Label).ShouldBe(["tier:free", "tier:pro"]);
        merged.ChangesAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, 1, "pro", 1)]
    [InlineData(0, null, "pro", null)]
    [InlineData(1, 2, "free", 1)]
    [InlineData(-2, 0, "free", null)]
    [InlineData(null, -1, "free", null)]
    public void A_subscription_counts_from_its_start_until_its_end(int? start, int? end, string plan, int? changes)
    {
        var merged = EntitlementMerge.Merge(
            new(
                Plan("free", [], []), Plan("pro", [], []),
                new StoredOrgEntitlements
                {
                    OrgId = Org,
                    Plan = "pro",
                    StartsAt = start is { } from ? Now.AddHours(from) : null,
                    ExpiresAt = end is { } until ? Now.AddHours(until) : null,
                },
                null),
            Now);

        merged.Plan.ShouldBe(plan);
        merged.ChangesAt.ShouldBe(changes is { } at ? Now.AddHours(at) : null);
    }

    [Fact]
    public void A_plan_of_another_key_than_the_subscription_says_gives_nothing() => EntitlementMerge.Merge(
        new(null, Plan("max", ["a"], []), new StoredOrgEntitlements { OrgId = Org, Plan = "pro" }, null), Now).Features.ShouldBeEmpty();

    [Fact]
    public void Names_stand_once_and_in_order_and_each_source_says_what_it_is_named_for() => Sources.Sample(sources =>
    {
        var merged = EntitlementMerge.Merge(sources, Now);

        merged.Features.Select(feature => feature.Name).ShouldBe(merged.Features.Select(feature => feature.Name).Distinct().Order(StringComparer.Ordinal));
        merged.Limits.Select(limit => limit.Name).ShouldBe(merged.Limits.Select(limit => limit.Name).Distinct().Order(StringComparer.Ordinal));
        foreach (var feature in merged.Features.Where(feature => feature.Source == ByUser))
        {
            sources.User!.Features.ShouldContain(one => one.Name == feature.Name && one.Granted == feature.Granted && !(one.ExpiresAt <= Now));
        }
    });

    [Fact]
    public void What_a_user_has_of_their_own_wins_over_everything() => Sources.Sample(sources =>
    {
        var merged = EntitlementMerge.Merge(sources, Now);
        foreach (var own in sources.User!.Features.Where(own => !(own.ExpiresAt <= Now)))
        {
            merged.Features.Single(feature => feature.Name == own.Name).ShouldBe(new EffectiveFeature(own.Name, own.Granted, ByUser));
        }

        foreach (var own in sources.User!.Limits.Where(own => !(own.ExpiresAt <= Now)))
        {
            var limit = merged.Limits.Single(limit => limit.Name == own.Name);
            (limit.Max, limit.Source).ShouldBe((own.Max, ByUser));
        }
    });

    [Fact]
    public void Nothing_changes_before_the_time_that_it_says() => Sources.Sample(sources =>
    {
        var merged = EntitlementMerge.Merge(sources, Now);
        var later = EntitlementMerge.Merge(sources, (merged.ChangesAt ?? Now.AddYears(1)).AddTicks(-1));

        later.Plan.ShouldBe(merged.Plan);
        later.Features.ShouldBe(merged.Features);
        later.Limits.ShouldBe(merged.Limits);
        EntitlementMerge.TakesAway(merged, later).ShouldBeFalse();
    });

    [Fact]
    public void What_takes_nothing_away_leaves_every_feature_and_every_limit_at_least() => Gen.Select(Sources, Sources).Sample((one, two) =>
    {
        var (before, after) = (EntitlementMerge.Merge(one, Now), EntitlementMerge.Merge(two, Now));
        if (!EntitlementMerge.TakesAway(before, after))
        {
            before.Features.Where(feature => feature.Granted).Select(feature => feature.Name)
                .Except(after.Features.Where(feature => feature.Granted).Select(feature => feature.Name)).ShouldBeEmpty();
            before.Limits.ShouldAllBe(limit => after.Limits.Any(next => next.Name == limit.Name && (next.Max == null || next.Max >= limit.Max)));
            after.Plan.ShouldBe(before.Plan);
        }
    });

    [Theory]
    [InlineData(1L, 2L, false)]
    [InlineData(2L, 1L, true)]
    [InlineData(1L, null, false)]
    [InlineData(null, 1L, true)]
    public void A_lower_limit_takes_away(long? before, long? after, bool takes) => EntitlementMerge.TakesAway(
        EntitlementMerge.Merge(new(Plan("free", [], [new("m", before)]), null, null, null), Now),
        EntitlementMerge.Merge(new(Plan("free", [], [new("m", after)]), null, null, null), Now)).ShouldBe(takes);

    [Theory]
    [InlineData(LimitPeriod.Lifetime, "2026-02-28T23:59:59Z", "", null)]
    [InlineData(LimitPeriod.Day, "2026-02-28T23:59:59Z", "2026-02-28", "2026-03-01T00:00:00Z")]
    [InlineData(LimitPeriod.Month, "2026-12-31T23:30:00-01:00", "2027-01", "2027-02-01T00:00:00Z")]
    [InlineData(LimitPeriod.Month, "2026-01-31T12:00:00Z", "2026-01", "2026-02-01T00:00:00Z")]
    public void A_period_has_a_name_and_an_end_in_utc(LimitPeriod per, string at, string name, string? end)
    {
        var time = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        UsagePeriods.NameOf(per, time).ShouldBe(name);
        UsagePeriods.EndOf(per, time).ShouldBe(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Provenance ByUser => new("override", User.ToString());

    private static Gen<LimitOverride[]> Limits() => Gen.Select(Names, Maxima, Ends).Select((name, max, end) => new LimitOverride(name, max, ExpiresAt: end))
        .Array[0, 4].Select(list => list.DistinctBy(one => one.Name).ToArray());

    private static StoredPlan Plan(string key, IReadOnlyList<string> features, IReadOnlyList<PlanLimit> limits, params string[] labels) => new()
    {
        Key = key,
        Name = key,
        Features = features,
        Limits = limits,
        Labels = labels,
        CreatedAt = Now,
        UpdatedAt = Now,
    };
}
