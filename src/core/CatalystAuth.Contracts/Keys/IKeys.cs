using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Keys;

/// <summary>
/// API keys, of organisations and of users. A key never authenticates a request by itself: it is exchanged for a token, see
/// <see cref="Tokens.ITokens"/>. A user's key is seen by its user, and by who may change the organisation's keys.
/// </summary>
public interface IKeys
{
    /// <summary>Issues one; the answer carries it, this once. <c>POST /v1/orgs/{org}/keys</c></summary>
    Task<Result<IssuedKey>> IssueAsync(OrgRef org, IssueKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Issues one of the caller's own; the answer carries it, this once. <c>POST /v1/me/keys</c></summary>
    Task<Result<IssuedKey>> IssueMineAsync(IssueMyKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over keys that were given out elsewhere, by their hashes. A bad row is told and stops no other.
    /// <c>POST /v1/orgs/{org}/keys/import</c>
    /// </summary>
    Task<Result<ImportKeysResponse>> ImportAsync(OrgRef org, ImportKeysRequest request, CancellationToken cancellationToken = default);

    /// <summary>An organisation's keys, oldest first. <c>GET /v1/orgs/{org}/keys</c></summary>
    Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Some of an organisation's keys, oldest first. <c>GET /v1/orgs/{org}/keys?status=&amp;kind=&amp;owner=</c></summary>
    Task<Result<Page<ApiKey>>> SearchAsync(
        OrgRef org, KeyQuery query, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>The caller's own keys for an organisation, oldest first. <c>GET /v1/me/keys?org=</c></summary>
    Task<Result<Page<ApiKey>>> ListMineAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/keys/{id}</c></summary>
    Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>
    /// The tokens of one that may be alive, newest first, at most a hundred. Written behind, some ten seconds late. <c>GET /v1/keys/{id}/tokens</c>
    /// </summary>
    Task<Result<Page<KeyToken>>> ListTokensAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Changes one. The caller must hold all that it holds. <c>PATCH /v1/keys/{id}</c></summary>
    /// <param name="key">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<ApiKey>> UpdateAsync(
        KeyId key, UpdateKeyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives one a new secret, which only this answer carries; the old one works for a while. The caller must hold all that the key
    /// holds. <c>POST /v1/keys/{id}/rotate</c>
    /// </summary>
    Task<Result<IssuedKey>> RotateAsync(KeyId key, RotateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes one stop until it is enabled again; its tokens die. Twice is no error. <c>POST /v1/keys/{id}/disable</c></summary>
    Task<Result<ApiKey>> DisableAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Makes a disabled one work again. The caller must hold all that it holds. <c>POST /v1/keys/{id}/enable</c></summary>
    Task<Result<ApiKey>> EnableAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Revokes one for good; its tokens die with it. Twice is no error. <c>DELETE /v1/keys/{id}</c></summary>
    Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default);
}
