using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Factors;

/// <summary>The factors of the signed-in user. What changes one needs a fresh proof of who calls.</summary>
public interface IFactors
{
    /// <summary>What there is. <c>GET /v1/me/mfa</c></summary>
    Task<Result<Mfa>> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins the set-up of an authenticator app; an unfinished one is dropped. <c>POST /v1/me/mfa/totp</c></summary>
    Task<Result<TotpSetup>> StartTotpAsync(StartTotpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends the set-up with a code of the app. <c>POST /v1/me/mfa/totp/{id}/confirm</c></summary>
    Task<Result<ConfirmedTotp>> ConfirmTotpAsync(TotpId totp, ConfirmTotpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Renames an authenticator app. <c>PATCH /v1/me/mfa/totp/{id}</c></summary>
    Task<Result<TotpFactor>> RenameTotpAsync(TotpId totp, RenameFactorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes an authenticator app. <c>DELETE /v1/me/mfa/totp/{id}</c></summary>
    Task<Result> RemoveTotpAsync(TotpId totp, CancellationToken cancellationToken = default);

    /// <summary>Makes new recovery codes; older ones are void. <c>POST /v1/me/mfa/recovery-codes</c></summary>
    Task<Result<RecoveryCodeSet>> RenewRecoveryCodesAsync(CancellationToken cancellationToken = default);

    /// <summary>The passkeys, oldest first. <c>GET /v1/me/passkeys</c></summary>
    Task<Result<IReadOnlyList<Passkey>>> ListPasskeysAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins the set-up of a passkey. <c>POST /v1/me/passkeys/begin</c></summary>
    Task<Result<PasskeyChallenge>> BeginPasskeyAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends it with what the authenticator answered. <c>POST /v1/me/passkeys/finish</c></summary>
    Task<Result<AddedPasskey>> FinishPasskeyAsync(FinishPasskeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Renames a passkey. <c>PATCH /v1/me/passkeys/{id}</c></summary>
    Task<Result<Passkey>> RenamePasskeyAsync(PasskeyId passkey, RenameFactorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a passkey. <c>DELETE /v1/me/passkeys/{id}</c></summary>
    Task<Result> RemovePasskeyAsync(PasskeyId passkey, CancellationToken cancellationToken = default);
}
