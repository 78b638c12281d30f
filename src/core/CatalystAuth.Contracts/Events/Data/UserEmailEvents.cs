using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An address of a user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">The address.</param>
/// <param name="Verified">Whether the user has proven it.</param>
public sealed record UserEmailState(EmailId Id, [property: Personal] string Address, bool Verified);

/// <summary>See <see cref="EventTypes.UserEmailAdded"/>.</summary>
/// <param name="After">The address.</param>
public sealed record UserEmailAdded(UserEmailState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailAdded;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserEmailVerified"/>.</summary>
/// <param name="Before">The address before.</param>
/// <param name="After">The address, proven.</param>
public sealed record UserEmailVerified(UserEmailState Before, UserEmailState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailVerified;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserEmailRemoved"/>.</summary>
/// <param name="Before">The address as it was.</param>
public sealed record UserEmailRemoved(UserEmailState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailRemoved;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>The address that messages go to.</summary>
/// <param name="Address">The address.</param>
public sealed record PrimaryEmailState([property: Personal] string Address);

/// <summary>See <see cref="EventTypes.UserEmailPrimaryChanged"/>.</summary>
/// <param name="Before">The primary address before.</param>
/// <param name="After">The primary address after.</param>
public sealed record UserEmailPrimaryChanged(PrimaryEmailState Before, PrimaryEmailState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailPrimaryChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserEmailChangeRequested"/>.</summary>
/// <param name="Before">The primary address.</param>
/// <param name="After">The one that is to be.</param>
/// <param name="PossibleFrom">From when on the old one is not asked any more.</param>
public sealed record UserEmailChangeRequested(PrimaryEmailState Before, PrimaryEmailState After, DateTimeOffset PossibleFrom) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailChangeRequested;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserEmailChangeStopped"/>.</summary>
/// <param name="Before">The address that was to be the primary one.</param>
/// <param name="Refused">Whether who reads the old address said that it was somebody else.</param>
/// <param name="SessionsEnded">How many sessions ended with it.</param>
public sealed record UserEmailChangeStopped(PrimaryEmailState Before, bool Refused, int SessionsEnded) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserEmailChangeStopped;

    /// <inheritdoc />
    public static int Version => 1;
}
