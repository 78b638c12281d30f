using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>The names of an organisation.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Slug">Its name in addresses.</param>
public sealed record OrgState(string Name, string Slug);

/// <summary>See <see cref="EventTypes.OrgCreated"/>.</summary>
/// <param name="After">The organisation.</param>
public sealed record OrgCreated(OrgState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgUpdated"/>.</summary>
/// <param name="Before">The names before.</param>
/// <param name="After">The names after.</param>
public sealed record OrgUpdated(OrgState Before, OrgState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgLabelsChanged"/>.</summary>
/// <param name="Before">The labels before.</param>
/// <param name="After">The labels after.</param>
public sealed record OrgLabelsChanged(LabelsState Before, LabelsState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgLabelsChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>Whose an organisation is.</summary>
/// <param name="OwnerUserId">Who owns it.</param>
public sealed record OrgOwnerState(UserId OwnerUserId);

/// <summary>See <see cref="EventTypes.OrgOwnerChanged"/>.</summary>
/// <param name="Before">Who owned it.</param>
/// <param name="After">Who owns it.</param>
public sealed record OrgOwnerChanged(OrgOwnerState Before, OrgOwnerState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgOwnerChanged;

    /// <inheritdoc />
    public static int Version => 1;
}
