using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Keeps a user out, or lets them in again. A ban ends their sessions, keys and tokens; memberships stay.</summary>
internal sealed class BanUser(
    CallContext call, PlatformAccess platform, IUserStore users, ISessionStore sessions, IKnownDeviceStore devices, RevokedKeys keys, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxReason = 500;

    public Task<Result<User>> BanAsync(UserId id, BanUserRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<User>(
            async ct =>
            {
                if ((await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) ?? Check(request)) is { } refusal)
                {
                    return refusal;
                }

                // Who signs in or refreshes meanwhile waits here, or this waits for them and ends what they got.
                await users.LockAsync(id, ct).ConfigureAwait(false);
                if (await users.FindAsync(id, ct).ConfigureAwait(false) is not { } user)
                {
                    return UserRefusals.NotFound;
                }

                if ((call.Actor is Actor.User caller && caller.UserId == id)
                    || await platform.HoldsAsync(new Actor.User(id, default), PlatformPermissions.UsersWrite, ct).ConfigureAwait(false))
                {
                    return UserRefusals.Protected;
                }

                var now = time.Now();

                // In UTC and whole milliseconds, as every time that is kept.
                DateTimeOffset? end = request.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : null;
                journal.Write(org: null, id.ToString(), new UserBanned(new(request.Reason, end), StateOf(user)));
                user.BannedAt = now;
                user.BanReason = request.Reason;
                user.BanExpiresAt = end;

                // What somebody had begun is not theirs to end once the ban is over.
                user.SignedOutAt = now;
                user.Version++;
                await devices.DistrustAsync(id, ct).ConfigureAwait(false);
                await sessions.EndAllAsync(id, now, ct).ConfigureAwait(false);
                await keys.OfUserAsync(id, org: null, KeyRevocationReasons.UserBanned, ct).ConfigureAwait(false);
                invalidations.User(id);
                invalidations.UserIdentity(id);
                return user.ToContract(now);
            },
            cancellationToken);

    public async Task<Result> UnbanAsync(UserId id, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (await users.FindAsync(id, ct).ConfigureAwait(false) is not { } user)
                {
                    return UserRefusals.NotFound;
                }

                if (StateOf(user) is { } ban)
                {
                    journal.Write(org: null, id.ToString(), new UserUnbanned(ban));
                    user.BannedAt = null;
                    user.BanReason = null;
                    user.BanExpiresAt = null;
                    user.Version++;
                    invalidations.UserIdentity(id);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }

    private Error? Check(BanUserRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || !ProfileGrammar.IsText(request.Reason, MaxReason))
        {
            return Error.Field(UserErrorCodes.InvalidBan, "reason", $"A reason of 1 to {MaxReason} characters is needed.");
        }

        return request.ExpiresAt <= time.Now()
            ? Error.Field(UserErrorCodes.InvalidBan, "expiresAt", "expiresAt is in the future, or absent for ever.")
            : null;
    }

    private static BanState? StateOf(UserAccount user) => user.BannedAt is null ? null : new(user.BanReason!, user.BanExpiresAt);
}
