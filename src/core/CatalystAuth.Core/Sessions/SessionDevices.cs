using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Devices;

namespace CatalystAuth.Core.Sessions;

/// <summary>Shows sessions with what is remembered of their devices.</summary>
internal sealed class SessionDevices(IKnownDeviceStore devices, TimeProvider time)
{
    public async Task<IEnumerable<Session>> ShowAsync(
        UserId user, IReadOnlyList<UserSession> sessions, SessionId current, CancellationToken cancellationToken)
    {
        var trusted = (await devices.ListAsync(user, int.MaxValue, cancellationToken, trustedAt: time.Now()).ConfigureAwait(false))
            .ToDictionary(device => Convert.ToHexString(device.Hash), device => device.TrustedUntil, StringComparer.Ordinal);
        return sessions.Select(session => session.ToContract(session.Id == current) with
        {
            DeviceTrustedUntil = session.DeviceHash is { } hash ? trusted.GetValueOrDefault(Convert.ToHexString(hash)) : null,
        });
    }
}
