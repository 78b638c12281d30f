using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Factors;

/// <summary>Renames and removes second factors.</summary>
internal sealed class ChangeFactors(
    IUserStore users, UserFactors factors, ITotpStore totps, IPasskeyStore passkeys, IRecoveryCodeStore recoveryCodes, LastWayIn lastWayIn, AccountNotices notices, Journal journal,
    IOptions<FlowOptions> flows, IUnitOfWork unitOfWork)
{
    public Task<Result<TotpFactor>> RenameAsync(UserId user, TotpId id, string name, CancellationToken cancellationToken) => RenameAsync(
        user, name, set => set.Totp.FirstOrDefault(totp => totp.Id == id), totp => totp.ToState(), totp => totp.Name = name, totp => totp.ToContract(), cancellationToken);

    public Task<Result<Passkey>> RenameAsync(UserId user, PasskeyId id, string name, CancellationToken cancellationToken) => RenameAsync(
        user, name, set => set.Passkeys.FirstOrDefault(passkey => passkey.Id == id), passkey => passkey.ToState(), passkey => passkey.Name = name,
        passkey => passkey.ToContract(), cancellationToken);

    public Task<Result> RemoveAsync(UserId user, TotpId id, CancellationToken cancellationToken) => RemoveAsync(
        user, set => set.Totp.FirstOrDefault(totp => totp.Id == id), totp => totp.ToState(), totps.Remove, cancellationToken);

    public Task<Result> RemoveAsync(UserId user, PasskeyId id, CancellationToken cancellationToken) => RemoveAsync(
        user, set => set.Passkeys.FirstOrDefault(passkey => passkey.Id == id), passkey => passkey.ToState(), passkeys.Remove, cancellationToken);

    private async Task<Result<TContract>> RenameAsync<TFactor, TContract>(
        UserId user, string name, Func<FactorSet, TFactor?> find, Func<TFactor, FactorState> stateOf, Action<TFactor> rename, Func<TFactor, TContract> show,
        CancellationToken cancellationToken)
        where TFactor : class => !DisplayNames.IsValid(name) ? FactorRefusals.InvalidName : await unitOfWork.RunAsync<TContract>(
        async ct =>
        {
            await users.LockAsync(user, ct).ConfigureAwait(false);
            if (find(await factors.OfAsync(user, ct).ConfigureAwait(false)) is not { } factor)
            {
                return FactorRefusals.NotFound;
            }

            var before = stateOf(factor);
            if (before.Name != name)
            {
                rename(factor);
                journal.Write(org: null, user.ToString(), new UserFactorRenamed(before, stateOf(factor)));
            }

            return show(factor);
        },
        cancellationToken).ConfigureAwait(false);

    private async Task<Result> RemoveAsync<TFactor>(
        UserId user, Func<FactorSet, TFactor?> find, Func<TFactor, FactorState> stateOf, Action<TFactor> remove, CancellationToken cancellationToken)
        where TFactor : class
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                await users.LockAsync(user, ct).ConfigureAwait(false);
                var set = await factors.OfAsync(user, ct).ConfigureAwait(false);
                if (find(set) is not { } factor)
                {
                    return FactorRefusals.NotFound;
                }

                if (factor is StoredPasskey && set.Passkeys.Count == 1 && await lastWayIn.IsByPasskeyAsync(user, ct).ConfigureAwait(false))
                {
                    return FactorRefusals.LastWayIn;
                }

                var isLast = set.Totp.Count + set.Passkeys.Count == 1;
                if (isLast && flows.Value.RequireMfa)
                {
                    return FactorRefusals.Required;
                }

                remove(factor);
                journal.Write(org: null, user.ToString(), new UserFactorRemoved(stateOf(factor)));
                await notices.FactorChangedAsync(user, FactorChange.Removed, stateOf(factor), ct).ConfigureAwait(false);

                // There is nothing left that they could stand in for.
                if (isLast)
                {
                    await recoveryCodes.RemoveAsync(user, ct).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }
}
