using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Client.SigningKeys;

/// <summary>Signing keys over HTTP.</summary>
internal sealed class SigningKeysClient(AuthorizedTransport calls) : ISigningKeys
{
    private static readonly Error Unaddressable = new(SigningKeyErrorCodes.NotFound, "There is no such signing key.", ErrorKind.NotFound);

    public Task<Result<IReadOnlyList<SigningKeyInfo>>> ListAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<SigningKeyInfo>>(ApiCall.Get(Route.Of($"/v1/signing-keys")), cancellationToken);

    public Task<Result<SigningKeyInfo>> RotateAsync(RotateSigningKeyRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<SigningKeyInfo>(ApiCall.Post(Route.Of($"/v1/signing-keys/rotate"), request), cancellationToken);

    public Task<Result<SigningKeyInfo>> RevokeAsync(string key, RevokeSigningKeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);

        // No address can carry these.
        return key is "" or "." or ".."
            ? Task.FromResult<Result<SigningKeyInfo>>(Unaddressable)
            : calls.CallAsync<SigningKeyInfo>(ApiCall.Post(Route.Of($"/v1/signing-keys/{key}/revoke"), request), cancellationToken);
    }
}
