using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An account.</summary>
/// <param name="Email">Its primary address.</param>
/// <param name="Name">What to call its user.</param>
/// <param name="PlatformAdmin">Whether it was made as that of a platform admin.</param>
public sealed record UserState([property: Personal] string Email, [property: Personal] string Name, bool PlatformAdmin);

/// <summary>See <see cref="EventTypes.UserCreated"/>.</summary>
/// <param name="After">The account.</param>
public sealed record UserCreated(UserState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserDeleted"/>.</summary>
/// <param name="Before">The account as it was.</param>
public sealed record UserDeleted(UserState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserErased"/>.</summary>
/// <param name="Invitations">How many invitations to their addresses were made unreadable with them.</param>
public sealed record UserErased(int Invitations) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserErased;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserLabelsChanged"/>.</summary>
/// <param name="Before">The labels before.</param>
/// <param name="After">The labels after.</param>
public sealed record UserLabelsChanged(LabelsState Before, LabelsState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserLabelsChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>Why and until when a user is kept out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">Until when; left out for ever.</param>
public sealed record BanState([property: Personal] string Reason, DateTimeOffset? ExpiresAt = null);

/// <summary>See <see cref="EventTypes.UserBanned"/>.</summary>
/// <param name="After">The ban.</param>
/// <param name="Before">The ban that it replaces; left out when there was none.</param>
public sealed record UserBanned(BanState After, BanState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserBanned;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserUnbanned"/>.</summary>
/// <param name="Before">The ban that is over.</param>
public sealed record UserUnbanned(BanState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserUnbanned;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserUnlocked"/>.</summary>
/// <param name="IpAddress">From where.</param>
/// <param name="Device">What can try again, as that says itself.</param>
public sealed record UserUnlocked([property: Personal] string? IpAddress = null, [property: Personal] SessionDevice? Device = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserUnlocked;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserDataExported"/>.</summary>
/// <param name="IpAddress">From where.</param>
/// <param name="Device">With what, as that says itself.</param>
public sealed record UserDataExported([property: Personal] string? IpAddress = null, [property: Personal] SessionDevice? Device = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserDataExported;

    /// <inheritdoc />
    public static int Version => 1;
}
