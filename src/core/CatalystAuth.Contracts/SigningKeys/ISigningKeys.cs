using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.SigningKeys;

/// <summary>The keys that sign tokens; for platform admins. Keys rotate on a schedule by themselves.</summary>
public interface ISigningKeys
{
    /// <summary>All of them, by use, the newest first; never a private part. <c>GET /v1/signing-keys</c></summary>
    Task<Result<IReadOnlyList<SigningKeyInfo>>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a new key that takes over. <c>POST /v1/signing-keys/rotate</c></summary>
    Task<Result<SigningKeyInfo>> RotateAsync(RotateSigningKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a key up at once: what it signed is refused on every node, and when it was the one that signs another takes over now.
    /// <c>POST /v1/signing-keys/{key}/revoke</c>
    /// </summary>
    Task<Result<SigningKeyInfo>> RevokeAsync(string key, RevokeSigningKeyRequest request, CancellationToken cancellationToken = default);
}
