using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>What is overridden for an organisation or a user; for an organisation its subscription as well.</summary>
/// <param name="Features">Features given and taken away.</param>
/// <param name="Limits">Limits of its own.</param>
/// <param name="Plan">The plan that it is subscribed to; left out for none.</param>
/// <param name="StartsAt">From when; left out for at once.</param>
/// <param name="ExpiresAt">Until when; left out for ever.</param>
public sealed record EntitlementState(
    IReadOnlyList<FeatureOverride> Features, IReadOnlyList<LimitOverride> Limits, string? Plan = null, DateTimeOffset? StartsAt = null,
    DateTimeOffset? ExpiresAt = null);

/// <summary>See <see cref="EventTypes.EntitlementChanged"/>.</summary>
/// <param name="After">What holds after.</param>
/// <param name="Before">What held before; left out when nothing was ever set.</param>
public sealed record EntitlementChanged(EntitlementState After, EntitlementState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.EntitlementChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.EntitlementLimitReached"/>.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Max">The most, which is used now.</param>
/// <param name="Period">The day (<c>2026-01-31</c>) or month (<c>2026-01</c>, UTC) that it is counted in; left out when it is never forgotten.</param>
public sealed record EntitlementLimitReached(string Limit, long Max, string? Period = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.EntitlementLimitReached;

    /// <inheritdoc />
    public static int Version => 1;
}
