using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>Whether an organisation can be used.</summary>
/// <param name="Status">Whether it can be used.</param>
/// <param name="Reason">Why it is suspended, if somebody said why.</param>
/// <param name="PurgeAt">Until when it can be restored, once it is deleted.</param>
/// <param name="OwnerUserId">Who owns it, once it was restored.</param>
public sealed record OrgStatusState(OrgStatus Status, string? Reason = null, DateTimeOffset? PurgeAt = null, UserId? OwnerUserId = null);

/// <summary>See <see cref="EventTypes.OrgSuspended"/>.</summary>
/// <param name="Before">The status before.</param>
/// <param name="After">The status after.</param>
public sealed record OrgSuspended(OrgStatusState Before, OrgStatusState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgSuspended;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgReactivated"/>.</summary>
/// <param name="Before">The status before.</param>
/// <param name="After">The status after.</param>
public sealed record OrgReactivated(OrgStatusState Before, OrgStatusState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgReactivated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgDeleted"/>.</summary>
/// <param name="Before">The status before.</param>
/// <param name="After">The status after.</param>
public sealed record OrgDeleted(OrgStatusState Before, OrgStatusState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgRestored"/>.</summary>
/// <param name="Before">The status before.</param>
/// <param name="After">The status after.</param>
public sealed record OrgRestored(OrgStatusState Before, OrgStatusState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgRestored;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgPurged"/>.</summary>
/// <param name="Before">The names that it had.</param>
/// <param name="DeletedAt">When it was deleted.</param>
public sealed record OrgPurged(OrgState Before, DateTimeOffset? DeletedAt = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgPurged;

    /// <inheritdoc />
    public static int Version => 1;
}
