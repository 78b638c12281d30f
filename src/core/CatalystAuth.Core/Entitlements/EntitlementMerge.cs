using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Core.Entitlements;

/// <summary>
/// Merges the default plan, the plan, the organisation's overrides and the user's: later wins by name, what has expired does not
/// count. Pure.
/// </summary>
internal static class EntitlementMerge
{
    public static EffectiveEntitlements Merge(EntitlementSources sources, DateTimeOffset now)
    {
        var plan = sources.Org?.PlanAt(now) is { } key && sources.Plan?.Key == key ? sources.Plan : null;
        IReadOnlyList<StoredPlan> plans = [.. new[] { sources.DefaultPlan, plan }.OfType<StoredPlan>().DistinctBy(found => found.Key)];
        var features = new SortedDictionary<string, EffectiveFeature>(StringComparer.Ordinal);
        var limits = new SortedDictionary<string, EffectiveLimit>(StringComparer.Ordinal);
        foreach (var layer in plans)
        {
            Add(features, limits, layer);
        }

        if (sources.Org is { } org)
        {
            Add(features, limits, org.Features, org.Limits, new("override", org.OrgId.ToString()), now);
        }

        if (sources.User is { } user)
        {
            Add(features, limits, user.Features, user.Limits, new("override", user.UserId.ToString()), now);
        }

        return new(
            (plan ?? sources.DefaultPlan)?.Key, [.. features.Values], [.. limits.Values],
            [.. plans.SelectMany(layer => layer.Labels.Select(label => new EffectiveLabel(label, Source(layer))))], ChangesAt(sources, now));
    }

    /// <summary>Whether somebody has less of anything by a change than before, or not as long: a token from before would say too much.</summary>
    public static bool TakesAway(EffectiveEntitlements before, EffectiveEntitlements after)
    {
        var given = after.Features.Where(feature => feature.Granted).Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal);
        var limits = after.Limits.ToDictionary(limit => limit.Name, StringComparer.Ordinal);
        return before.Plan != after.Plan
            || after.ChangesAt < (before.ChangesAt ?? DateTimeOffset.MaxValue)
            || before.Features.Any(feature => feature.Granted && !given.Contains(feature.Name))
            || before.Labels.Count != after.Labels.Count
            || before.Labels.Select(label => label.Label).Except(after.Labels.Select(label => label.Label), StringComparer.Ordinal).Any()
            || before.Limits.Any(limit => !limits.TryGetValue(limit.Name, out var next) || !IsAtLeast(next, limit))
            || after.Limits.Select(limit => limit.Name).Except(before.Limits.Select(limit => limit.Name), StringComparer.Ordinal).Any();
    }

    private static bool IsAtLeast(EffectiveLimit limit, EffectiveLimit other) =>
        limit.Per == other.Per && (limit.Max is null || limit.Max >= other.Max);

    private static void Add(SortedDictionary<string, EffectiveFeature> features, SortedDictionary<string, EffectiveLimit> limits, StoredPlan plan)
    {
        foreach (var name in plan.Features)
        {
            features[name] = new(name, Granted: true, Source(plan));
        }

        foreach (var limit in plan.Limits)
        {
            limits[limit.Name] = new(limit.Name, limit.Max, limit.Per, Source(plan));
        }
    }

    private static void Add(
        SortedDictionary<string, EffectiveFeature> features, SortedDictionary<string, EffectiveLimit> limits, IEnumerable<FeatureOverride> given,
        IEnumerable<LimitOverride> own, Provenance source, DateTimeOffset now)
    {
        foreach (var feature in given.Where(feature => !(feature.ExpiresAt <= now)))
        {
            features[feature.Name] = new(feature.Name, feature.Granted, source);
        }

        foreach (var limit in own.Where(limit => !(limit.ExpiresAt <= now)))
        {
            var per = limit.Per ?? (limits.TryGetValue(limit.Name, out var below) ? below.Per : LimitPeriod.Lifetime);
            limits[limit.Name] = new(limit.Name, limit.Max, per, source);
        }
    }

    private static DateTimeOffset? ChangesAt(EntitlementSources sources, DateTimeOffset now) =>
        new[] { sources.Org?.StartsAt, sources.Org?.ExpiresAt }
            .Concat((sources.Org?.Features ?? []).Concat(sources.User?.Features ?? []).Select(feature => feature.ExpiresAt))
            .Concat((sources.Org?.Limits ?? []).Concat(sources.User?.Limits ?? []).Select(limit => limit.ExpiresAt))
            .Where(at => at > now).Min();

    private static Provenance Source(StoredPlan plan) => new("plan", plan.Key);
}
