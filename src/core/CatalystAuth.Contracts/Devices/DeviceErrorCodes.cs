namespace CatalystAuth.Contracts.Devices;

/// <summary>Codes of refusals about known devices.</summary>
public static class DeviceErrorCodes
{
    /// <summary>No such device of this user.</summary>
    public const string NotFound = "device.not_found";
}
