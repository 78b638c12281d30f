using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Devices;

/// <summary>The devices that the caller signed in with. What a lost one may still do ends here, also when its session ended long ago.</summary>
internal sealed class MyDevices(
    CallContext call, IKnownDeviceStore devices, ISessionStore sessions, IUserStore users, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxListed = 200;

    private static readonly Error NotFound = new(DeviceErrorCodes.NotFound, "There is no such device of yours.", ErrorKind.NotFound);

    public async Task<Result<IReadOnlyList<Device>>> ListAsync(CancellationToken cancellationToken, int most = MaxListed)
    {
        if (!MyAccount.Caller(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        var current = (await sessions.FindAsync(caller.SessionId, cancellationToken).ConfigureAwait(false))?.DeviceHash;
        var known = await devices.ListAsync(caller.UserId, most, cancellationToken).ConfigureAwait(false);
        return known.Select(device => device.ToContract(current is not null && device.Hash.AsSpan().SequenceEqual(current), time.Now())).ToList();
    }

    public async Task<Result> ForgetAsync(DeviceId id, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        var forgotten = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                // Who signs in with it meanwhile waits here. Of two that forget it at once the second finds it gone.
                await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                if (await devices.FindAsync(caller.UserId, id, ct).ConfigureAwait(false) is not { } device)
                {
                    return NotFound;
                }

                devices.Remove(device);
                journal.Write(org: null, $"{caller.UserId}", new UserDeviceForgotten(device.ToState(time.Now())));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return forgotten.Match<Result>(_ => Result.Success, refusal => refusal);
    }
}
