using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>Lets a platform admin see the factors of a user, and take the second ones away from who has lost them.</summary>
internal sealed class ResetMfa(
    PlatformAccess platform, IUserStore users, UserFactors factors, RemoveFactors remove, LastWayIn lastWayIn, EndSession endSession, AccountNotices notices, Journal journal,
    IUnitOfWork unitOfWork)
{
    private const int MaxReason = 500;

    private static readonly Error InvalidReason = Error.Field(
        FactorErrorCodes.InvalidReset, "reason", $"A reason of 1 to {MaxReason} characters is needed.");

    private static readonly Error LastWayIn = new(
        FactorErrorCodes.LastWayIn,
        "Nothing but a passkey opens this account. Let it sign in by mail first: allow that way, have mails sent, and have its address proven; or allow passwords.",
        ErrorKind.Conflict);

    public async Task<Result<Mfa>> GetAsync(UserId user, CancellationToken cancellationToken) =>
        await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal ? refusal
        : await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is null ? UserRefusals.NotFound
        : (await factors.OfAsync(user, cancellationToken).ConfigureAwait(false)).ToContract();

    public async Task<Result> RunAsync(UserId user, ResetMfaRequest request, CancellationToken cancellationToken)
    {
        var reset = await unitOfWork.RunAsync<bool>(
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

                await users.LockAsync(user, ct).ConfigureAwait(false);
                if (await users.FindAsync(user, ct).ConfigureAwait(false) is null)
                {
                    return UserRefusals.NotFound;
                }

                // An admin's account is not opened by another's.
                if (await platform.HoldsAsync(new Actor.User(user, default), PlatformPermissions.UsersWrite, ct).ConfigureAwait(false))
                {
                    return UserRefusals.Protected;
                }

                if ((await factors.OfAsync(user, ct).ConfigureAwait(false)).Passkeys.Count > 0 && await lastWayIn.IsByPasskeyAsync(user, ct).ConfigureAwait(false))
                {
                    return LastWayIn;
                }

                await TakeAsync(user, request.Reason, ct).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return reset.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task TakeAsync(UserId user, string reason, CancellationToken cancellationToken)
    {
        var before = await remove.RunAsync(user, cancellationToken).ConfigureAwait(false);
        foreach (var factor in before.Factors)
        {
            await notices.FactorChangedAsync(user, FactorChange.Removed, factor, cancellationToken).ConfigureAwait(false);
        }

        await endSession.RunForAllAsync(user, except: null, SessionEndReasons.MfaReset, cancellationToken).ConfigureAwait(false);
        journal.Write(org: null, user.ToString(), new UserMfaReset(before, reason));
    }
}
