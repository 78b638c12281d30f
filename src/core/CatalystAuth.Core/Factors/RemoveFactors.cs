using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>Takes all second factors of a user away. Part of a larger unit of work that holds the user, and tells of it.</summary>
internal sealed class RemoveFactors(UserFactors factors, ITotpStore totps, IPasskeyStore passkeys, IRecoveryCodeStore recoveryCodes)
{
    /// <summary>What there was; set-ups that were not ended go too.</summary>
    public async Task<MfaState> RunAsync(UserId user, CancellationToken cancellationToken)
    {
        var set = await factors.OfAsync(user, cancellationToken).ConfigureAwait(false);
        foreach (var totp in await totps.ListAsync(user, cancellationToken).ConfigureAwait(false))
        {
            totps.Remove(totp);
        }

        foreach (var passkey in set.Passkeys)
        {
            passkeys.Remove(passkey);
        }

        await recoveryCodes.RemoveAsync(user, cancellationToken).ConfigureAwait(false);
        return new([.. set.Totp.Select(totp => totp.ToState()), .. set.Passkeys.Select(passkey => passkey.ToState())], set.RecoveryCodes);
    }
}
