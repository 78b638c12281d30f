using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Keys;

/// <summary>API keys. A key never authenticates a request by itself: it is exchanged for a token.</summary>
public interface IKeys
{
    /// <summary>Issues one; the answer carries it, this once. <c>POST /v1/orgs/{org}/keys</c></summary>
    Task<Result<IssuedKey>> IssueAsync(OrgRef org, IssueKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>The organisation's keys, oldest first. <c>GET /v1/orgs/{org}/keys</c></summary>
    Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/keys/{id}</c></summary>
    Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default);

    /// <summary>Revokes one; its tokens die with it. Twice is no error. <c>DELETE /v1/keys/{id}</c></summary>
    Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default);
}
