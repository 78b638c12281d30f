using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A membership.</summary>
/// <param name="Role">The role.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>).</param>
/// <param name="ExpiringLabelsDelta">Those of the changes that expire, and when; left out when none does.</param>
public sealed record MemberState(string Role, IReadOnlyList<string> LabelsDelta, IReadOnlyList<LabelEntry>? ExpiringLabelsDelta = null);

/// <summary>See <see cref="EventTypes.MemberAdded"/>.</summary>
/// <param name="After">The membership.</param>
public sealed record MemberAdded(MemberState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.MemberAdded;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.MemberUpdated"/>.</summary>
/// <param name="Before">The membership before.</param>
/// <param name="After">The membership after.</param>
public sealed record MemberUpdated(MemberState Before, MemberState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.MemberUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.MemberRemoved"/>.</summary>
/// <param name="Before">The membership as it was.</param>
public sealed record MemberRemoved(MemberState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.MemberRemoved;

    /// <inheritdoc />
    public static int Version => 1;
}
