using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Checks overrides, and brings them into their one form.</summary>
internal static class OverrideChecks
{
    private const int MaxReason = 200;

    public static Result<IReadOnlyList<FeatureOverride>> CheckFeatures(IReadOnlyList<FeatureOverride?>? features)
    {
        features ??= [];
        if (!PlanChecks.IsListOfNames([.. features.Select(feature => feature?.Name)]))
        {
            return Refuse("features", $"At most {PlanChecks.MaxEntries} features, each once. {PlanChecks.NameRule}");
        }

        return features.All(feature => IsReason(feature!.Reason))
            ? features.OrderBy(feature => feature!.Name, StringComparer.Ordinal)
                .Select(feature => feature! with { ExpiresAt = Whole(feature.ExpiresAt), Reason = Clean(feature.Reason) }).ToList()
            : Refuse("features", ReasonRule);
    }

    public static Result<IReadOnlyList<LimitOverride>> CheckLimits(IReadOnlyList<LimitOverride?>? limits)
    {
        limits ??= [];
        if (!PlanChecks.IsListOfNames([.. limits.Select(limit => limit?.Name)]))
        {
            return Refuse("limits", $"At most {PlanChecks.MaxEntries} limits, each once. {PlanChecks.NameRule}");
        }

        if (limits.Select(limit => PlanChecks.CheckLimit(limit!.Name, limit.Max, limit.Per)).FirstOrDefault(wrong => wrong is not null) is { } reason)
        {
            return Refuse("limits", reason);
        }

        return limits.All(limit => IsReason(limit!.Reason))
            ? limits.OrderBy(limit => limit!.Name, StringComparer.Ordinal)
                .Select(limit => limit! with { ExpiresAt = Whole(limit.ExpiresAt), Reason = Clean(limit.Reason) }).ToList()
            : Refuse("limits", ReasonRule);
    }

    public static Error Refuse(string field, string message) => Error.Field(EntitlementErrorCodes.Invalid, field, message);

    /// <summary>A time in UTC and whole milliseconds, as every time that is kept.</summary>
    public static DateTimeOffset? Whole(DateTimeOffset? at) =>
        at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()) : null;

    private static readonly string ReasonRule = $"A reason has at most {MaxReason} characters.";

    private static bool IsReason(string? reason) => string.IsNullOrEmpty(reason) || ProfileGrammar.IsText(reason, MaxReason);

    private static string? Clean(string? reason) => string.IsNullOrEmpty(reason) ? null : reason;
}
