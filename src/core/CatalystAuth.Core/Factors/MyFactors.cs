using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>The factors of the caller behind their contract. Nobody changes them who acts as another, or has not proven lately who they are.</summary>
internal sealed class MyFactors(
    CallContext call, IUserStore users, UserFactors factors, SetUpTotp setUpTotp, Passkeys passkeys, ChangeFactors change, RecoveryCodes recoveryCodes,
    FreshSession fresh, AccountNotices notices, IUnitOfWork unitOfWork) : IFactors
{
    public async Task<Result<Mfa>> GetAsync(CancellationToken cancellationToken = default) =>
        MyAccount.Caller(call).TryGet(out var caller, out var refusal)
            ? (await factors.OfAsync(caller.UserId, cancellationToken).ConfigureAwait(false)).ToContract()
            : refusal;

    public async Task<Result<TotpSetup>> StartTotpAsync(StartTotpRequest request, CancellationToken cancellationToken = default) =>
        (await AccountAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var user, out var refusal)
            ? await setUpTotp.StartAsync(user, request.Name, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<ConfirmedTotp>> ConfirmTotpAsync(TotpId totp, ConfirmTotpRequest request, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await setUpTotp.ConfirmAsync(caller.UserId, totp, request.Code, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<TotpFactor>> RenameTotpAsync(TotpId totp, RenameFactorRequest request, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await change.RenameAsync(caller.UserId, totp, request.Name, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result> RemoveTotpAsync(TotpId totp, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await change.RemoveAsync(caller.UserId, totp, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<RecoveryCodeSet>> RenewRecoveryCodesAsync(CancellationToken cancellationToken = default) =>
        !(await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal) ? refusal : await unitOfWork.RunAsync<RecoveryCodeSet>(
            async ct =>
            {
                await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                if (!(await factors.OfAsync(caller.UserId, ct).ConfigureAwait(false)).HasSecondFactor)
                {
                    return FactorRefusals.NoSecondFactor;
                }

                await notices.RecoveryCodesRenewedAsync(caller.UserId, ct).ConfigureAwait(false);
                return await recoveryCodes.RenewAsync(caller.UserId, actor: null, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    public async Task<Result<IReadOnlyList<Passkey>>> ListPasskeysAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).Match<Result<IReadOnlyList<Passkey>>>(mfa => mfa.Passkeys.ToList(), error => error);

    public async Task<Result<PasskeyChallenge>> BeginPasskeyAsync(CancellationToken cancellationToken = default) =>
        (await AccountAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var user, out var refusal)
            ? await passkeys.BeginRegistrationAsync(user, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<AddedPasskey>> FinishPasskeyAsync(FinishPasskeyRequest request, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await passkeys.FinishRegistrationAsync(caller.UserId, request, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<Passkey>> RenamePasskeyAsync(PasskeyId passkey, RenameFactorRequest request, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await change.RenameAsync(caller.UserId, passkey, request.Name, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result> RemovePasskeyAsync(PasskeyId passkey, CancellationToken cancellationToken = default) =>
        (await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal)
            ? await change.RemoveAsync(caller.UserId, passkey, cancellationToken).ConfigureAwait(false)
            : refusal;

    // The caller, who has proven lately who they are: a factor opens the account.
    private async Task<Result<Actor.User>> ProvenAsync(CancellationToken cancellationToken) =>
        !MyAccount.Themselves(call).TryGet(out var caller, out var refusal) ? refusal
        : await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven
        : caller;

    private async Task<Result<UserAccount>> AccountAsync(CancellationToken cancellationToken) =>
        !(await ProvenAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var caller, out var refusal) ? refusal
        : await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is { } user ? user
        : Refusals.Unauthenticated;
}
