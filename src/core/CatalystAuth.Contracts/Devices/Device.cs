using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Devices;

/// <summary>
/// A browser or program that the user signed in with, whether it has a session or not. Of one that is not known a mail tells at its first sign-in.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="FirstSeenAt">When the user first signed in with it.</param>
/// <param name="LastSeenAt">When the user last did.</param>
/// <param name="IsCurrent">Whether the session of this call began with it.</param>
public sealed record Device(DeviceId Id, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, bool IsCurrent)
{
    /// <summary>What it said of itself at the last sign-in.</summary>
    public SessionDevice? Description { get; init; }

    /// <summary>Where the last sign-in was from.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Until when it needs no second factor, as the user said there; null when it does.</summary>
    public DateTimeOffset? TrustedUntil { get; init; }
}
