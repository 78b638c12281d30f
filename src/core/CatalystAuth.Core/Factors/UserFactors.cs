using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Factors;

/// <summary>Which factors a user has.</summary>
internal sealed class UserFactors(IIdentityProvider identity, ITotpStore totp, IPasskeyStore passkeys, IRecoveryCodeStore recoveryCodes, IOptions<FlowOptions> flows)
{
    public async Task<FactorSet> OfAsync(UserId user, CancellationToken cancellationToken) => new(
        flows.Value.HasPasswords && await identity.HasPasswordAsync(user, cancellationToken).ConfigureAwait(false),
        [.. (await totp.ListAsync(user, cancellationToken).ConfigureAwait(false)).Where(app => app.ConfirmedAt is not null)],
        await passkeys.ListAsync(user, cancellationToken).ConfigureAwait(false),
        await recoveryCodes.CountAsync(user, cancellationToken).ConfigureAwait(false));
}

/// <summary>The factors of a user.</summary>
/// <param name="HasPassword">Whether there is a password, where the installation has them.</param>
/// <param name="Totp">Authenticator apps that count.</param>
/// <param name="Passkeys">Passkeys.</param>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
internal sealed record FactorSet(bool HasPassword, IReadOnlyList<StoredTotp> Totp, IReadOnlyList<StoredPasskey> Passkeys, int RecoveryCodes)
{
    /// <summary>Whether there is a factor beside the password that recovery codes can stand in for.</summary>
    public bool HasSecondFactor => Totp.Count > 0 || Passkeys.Count > 0;

    /// <summary>As the wire has them.</summary>
    public Mfa ToContract() => new(
        HasPassword, [.. Totp.Select(totp => totp.ToContract())], [.. Passkeys.Select(passkey => passkey.ToContract())], RecoveryCodes);
}
