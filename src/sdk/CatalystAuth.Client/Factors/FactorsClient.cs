using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Factors;

/// <summary>The factors of the signed-in user over HTTP.</summary>
internal sealed class FactorsClient(AuthorizedTransport calls) : IFactors
{
    public Task<Result<Mfa>> GetAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<Mfa>(ApiCall.Get("/v1/me/mfa"), cancellationToken);

    public Task<Result<TotpSetup>> StartTotpAsync(StartTotpRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<TotpSetup>(ApiCall.Post("/v1/me/mfa/totp", request), cancellationToken);

    public Task<Result<ConfirmedTotp>> ConfirmTotpAsync(TotpId totp, ConfirmTotpRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ConfirmedTotp>(ApiCall.Post(Route.Of($"/v1/me/mfa/totp/{totp}/confirm"), request), cancellationToken);

    public Task<Result<TotpFactor>> RenameTotpAsync(TotpId totp, RenameFactorRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<TotpFactor>(ApiCall.Patch(Route.Of($"/v1/me/mfa/totp/{totp}"), request), cancellationToken);

    public Task<Result> RemoveTotpAsync(TotpId totp, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/mfa/totp/{totp}")), cancellationToken);

    public Task<Result<RecoveryCodeSet>> RenewRecoveryCodesAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<RecoveryCodeSet>(ApiCall.Post("/v1/me/mfa/recovery-codes"), cancellationToken);

    public Task<Result<IReadOnlyList<Passkey>>> ListPasskeysAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Passkey>>(ApiCall.Get("/v1/me/passkeys"), cancellationToken);

    public Task<Result<PasskeyChallenge>> BeginPasskeyAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<PasskeyChallenge>(ApiCall.Post("/v1/me/passkeys/begin"), cancellationToken);

    public Task<Result<AddedPasskey>> FinishPasskeyAsync(FinishPasskeyRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<AddedPasskey>(ApiCall.Post("/v1/me/passkeys/finish", request), cancellationToken);

    public Task<Result<Passkey>> RenamePasskeyAsync(PasskeyId passkey, RenameFactorRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Passkey>(ApiCall.Patch(Route.Of($"/v1/me/passkeys/{passkey}"), request), cancellationToken);

    public Task<Result> RemovePasskeyAsync(PasskeyId passkey, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/passkeys/{passkey}")), cancellationToken);
}
