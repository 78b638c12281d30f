using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Tokens;

/// <summary>Where the access tokens of calls come from: a session or a key.</summary>
internal interface ICredential
{
    /// <summary>
    /// The token to send, renewed when it is near its end; null when there is none; a refusal when the call can't be made.
    /// </summary>
    ValueTask<Result<HeldToken?>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Another token for the same subject after this one was refused; null when there is none.</summary>
    ValueTask<Result<HeldToken?>> RenewAsync(HeldToken refused, CancellationToken cancellationToken);
}
