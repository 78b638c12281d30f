using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Lets a platform admin have a user set another password before their next session.</summary>
internal sealed class RequirePasswordChange(
    PlatformAccess platform, IUserStore users, EndSession endSession, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxReason = 500;

    private static readonly Error InvalidReason = Error.Field(
        UserErrorCodes.InvalidPasswordChange, "reason", $"A reason of 1 to {MaxReason} characters is needed.");

    public Task<Result<User>> RunAsync(UserId id, RequirePasswordChangeRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<User>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (string.IsNullOrWhiteSpace(request.Reason) || !ProfileGrammar.IsText(request.Reason, MaxReason))
                {
                    return InvalidReason;
                }

                // Who signs in meanwhile waits here, or this waits for them and ends what they got.
                await users.LockAsync(id, ct).ConfigureAwait(false);
                if (await users.FindAsync(id, ct).ConfigureAwait(false) is not { } user)
                {
                    return UserRefusals.NotFound;
                }

                if (await platform.HoldsAsync(new Actor.User(id, default), PlatformPermissions.UsersWrite, ct).ConfigureAwait(false))
                {
                    return UserRefusals.Protected;
                }

                var now = time.Now();
                user.PasswordChangeRequiredAt = now;
                user.Version++;
                var ended = request.EndSessions
                    ? await endSession.RunForAllAsync(id, except: null, SessionEndReasons.PasswordChangeRequired, ct).ConfigureAwait(false)
                    : 0;
                journal.Write(org: null, id.ToString(), new UserPasswordChangeRequired(request.Reason, ended));
                return user.ToContract(now);
            },
            cancellationToken);
}
