using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Where it is kept what organisations have used.</summary>
public interface IUsageStore
{
    /// <summary>
    /// Adds an amount to a counter at once, unless it would pass the most. Two at once never pass it together: the database decides.
    /// </summary>
    /// <param name="counter">Which counter.</param>
    /// <param name="amount">How much; below zero takes away, and stops at zero.</param>
    /// <param name="most">The most that the counter may stand at after it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What the counter stands at after it; null when nothing was added.</returns>
    Task<long?> TryAddAsync(CounterKey counter, long amount, long most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What a counter stands at.</summary>
    Task<long> ReadAsync(CounterKey counter, CancellationToken cancellationToken);

    /// <summary>The counters of an organisation.</summary>
    Task<IReadOnlyList<UsageCounter>> ListAsync(OrgId org, CancellationToken cancellationToken);
}

/// <summary>Names a counter.</summary>
/// <param name="OrgId">The organisation.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Period">The period, as <see cref="UsagePeriods"/> writes it.</param>
public readonly record struct CounterKey(OrgId OrgId, string Limit, string Period);

/// <summary>What was used of a limit in a period.</summary>
public sealed class UsageCounter
{
    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The limit.</summary>
    public required string Limit { get; init; }

    /// <summary>The period, as <see cref="UsagePeriods"/> writes it.</summary>
    public required string Period { get; init; }

    /// <summary>How much.</summary>
    public long Used { get; set; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}
