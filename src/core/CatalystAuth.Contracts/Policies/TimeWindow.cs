namespace CatalystAuth.Contracts.Policies;

/// <summary>
/// When a requirement holds: hours of the day on some days of the week in a zone, a span of time, or both, of which each has to hold.
/// At least one is said.
/// </summary>
public sealed record TimeWindow
{
    /// <summary>From this minute of the day on, on the clocks of the zone; null for midnight.</summary>
    public TimeOnly? After { get; init; }

    /// <summary>
    /// Before this minute of the day; null for midnight. When it is earlier than <see cref="After"/> the window ends on the next day.
    /// </summary>
    public TimeOnly? Before { get; init; }

    /// <summary>The days on which the hours begin, 1 to 7; null for each.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>The zone of hours and days, an IANA name such as <c>Europe/Berlin</c>. Needed with them, and only with them.</summary>
    public string? Zone { get; init; }

    /// <summary>From this second on.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Before this second.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whether hours or days are said.</summary>
    public bool HasHours => After is not null || Before is not null || Days is not null;
}
