using CatalystAuth.Contracts.Groups;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A role that an organisation made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Permissions">What it allows.</param>
/// <param name="Description">What it is for.</param>
public sealed record RoleState(string Name, IReadOnlyList<string> Permissions, string? Description = null);

/// <summary>See <see cref="EventTypes.RoleCreated"/>.</summary>
/// <param name="After">The role.</param>
public sealed record RoleCreated(RoleState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RoleCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.RoleUpdated"/>.</summary>
/// <param name="Before">The role before.</param>
/// <param name="After">The role after.</param>
public sealed record RoleUpdated(RoleState Before, RoleState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RoleUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.RoleDeleted"/>.</summary>
/// <param name="Before">The role as it was.</param>
public sealed record RoleDeleted(RoleState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RoleDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>That a subject has a role.</summary>
/// <param name="Subject">Who: the id of a user, a group, a key, or of an organisation, which means all of its members.</param>
/// <param name="Role">The role.</param>
/// <param name="GroupId">The group that it is limited to, with everything below it.</param>
/// <param name="ExpiresAt">When it stops; left out for never.</param>
public sealed record BindingState(string Subject, string Role, GroupId? GroupId = null, DateTimeOffset? ExpiresAt = null);

/// <summary>See <see cref="EventTypes.RoleBound"/>.</summary>
/// <param name="After">The binding.</param>
public sealed record RoleBound(BindingState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RoleBound;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.RoleUnbound"/>.</summary>
/// <param name="Before">The binding as it was.</param>
public sealed record RoleUnbound(BindingState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RoleUnbound;

    /// <inheritdoc />
    public static int Version => 1;
}
