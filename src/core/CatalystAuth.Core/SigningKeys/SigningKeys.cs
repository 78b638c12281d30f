using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>The use cases of signing keys behind their contract.</summary>
internal sealed class SigningKeys(
    PlatformAccess platform, ISigningKeyStore store, SigningKeyChanges changes, RotateSigningKeys rotate, RevokeSigningKey revoke) : ISigningKeys
{
    public async Task<Result<IReadOnlyList<SigningKeyInfo>>> ListAsync(CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.SigningKeysRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var all = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        return all.OrderBy(key => key.Use).ThenByDescending(key => key.ActiveFrom).ThenBy(key => key.Id, StringComparer.Ordinal)
            .Select(key => changes.InfoOf(all, key)).ToList();
    }

    public Task<Result<SigningKeyInfo>> RotateAsync(RotateSigningKeyRequest request, CancellationToken cancellationToken = default) =>
        rotate.RunAsync(request, cancellationToken);

    public Task<Result<SigningKeyInfo>> RevokeAsync(string key, RevokeSigningKeyRequest request, CancellationToken cancellationToken = default) =>
        revoke.RunAsync(key, request, cancellationToken);
}
