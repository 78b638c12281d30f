using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A known device of a user's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Trusted">Whether it needed no second factor.</param>
/// <param name="Device">What it said of itself.</param>
public sealed record KnownDeviceState(DeviceId Id, bool Trusted, [property: Personal] SessionDevice? Device = null);

/// <summary>See <see cref="EventTypes.UserDeviceForgotten"/>.</summary>
/// <param name="Before">The device.</param>
public sealed record UserDeviceForgotten(KnownDeviceState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserDeviceForgotten;

    /// <inheritdoc />
    public static int Version => 1;
}
