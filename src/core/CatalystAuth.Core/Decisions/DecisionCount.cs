using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Decisions;

/// <summary>How many decisions of an app were alike in a minute, and are not yet told.</summary>
public sealed class DecisionCount
{
    /// <summary>The app.</summary>
    public required AppId AppId { get; init; }

    /// <summary>Allowed or denied.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The beginning of the minute.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>The app's organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>The last of them.</summary>
    public required DecisionId Last { get; init; }

    /// <summary>Counts decisions about apps; in one order, so that nodes that count at once do not wait for each other in a circle.</summary>
    public static IReadOnlyList<DecisionCount> Of(IEnumerable<Decision> decisions) =>
    [
        .. decisions
            .Where(decision => decision is { AppId: not null, OrgId: not null })
            .GroupBy(decision => (AppId: decision.AppId!.Value, decision.Outcome, decision.Reason, Minute: MinuteOf(decision.At)))
            .OrderBy(alike => alike.Key.AppId).ThenBy(alike => alike.Key.Outcome).ThenBy(alike => alike.Key.Reason, StringComparer.Ordinal)
            .ThenBy(alike => alike.Key.Minute)
            .Select(alike => new DecisionCount
            {
                AppId = alike.Key.AppId,
                Outcome = alike.Key.Outcome,
                Reason = alike.Key.Reason,
                Minute = alike.Key.Minute,
                OrgId = alike.First().OrgId!.Value,
                Count = alike.Count(),
                Last = alike.Max(decision => decision.Id),
            }),
    ];

    /// <summary>The minute of a time.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
