using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A group.</summary>
/// <param name="Path">Where it is: the slugs from the top down, e.g. <c>engineering/backend</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Roles">The roles that it gives.</param>
/// <param name="Labels">The labels that it gives.</param>
/// <param name="Description">What it is for.</param>
/// <param name="ExpiringLabels">Those of the labels that expire, and when; left out when none does.</param>
public sealed record GroupState(
    string Path, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Labels, string? Description = null,
    IReadOnlyList<LabelEntry>? ExpiringLabels = null);

/// <summary>See <see cref="EventTypes.GroupCreated"/>.</summary>
/// <param name="After">The group.</param>
public sealed record GroupCreated(GroupState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.GroupCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.GroupUpdated"/>.</summary>
/// <param name="Before">The group before.</param>
/// <param name="After">The group after.</param>
public sealed record GroupUpdated(GroupState Before, GroupState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.GroupUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.GroupDeleted"/>.</summary>
/// <param name="Before">The group as it was.</param>
public sealed record GroupDeleted(GroupState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.GroupDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>That somebody is in a group.</summary>
/// <param name="UserId">The member.</param>
/// <param name="Path">Where the group is.</param>
public sealed record GroupMemberState(UserId UserId, string Path);

/// <summary>See <see cref="EventTypes.GroupMemberAdded"/>.</summary>
/// <param name="After">Who is in it.</param>
public sealed record GroupMemberAdded(GroupMemberState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.GroupMemberAdded;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.GroupMemberRemoved"/>.</summary>
/// <param name="Before">Who was in it.</param>
public sealed record GroupMemberRemoved(GroupMemberState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.GroupMemberRemoved;

    /// <inheritdoc />
    public static int Version => 1;
}
