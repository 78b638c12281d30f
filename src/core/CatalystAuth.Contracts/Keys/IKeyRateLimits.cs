using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Keys;

/// <summary>
/// Rate limits of keys. An organisation names them, keys are given them, and who serves the keys' calls takes from them. Whatever is
/// changed is in force at the next take, without a new token.
/// </summary>
public interface IKeyRateLimits
{
    /// <summary>An organisation's, by name. <c>GET /v1/orgs/{org}/rate-limits</c></summary>
    Task<Result<IReadOnlyList<KeyRateLimit>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/orgs/{org}/rate-limits/{name}</c></summary>
    Task<Result<KeyRateLimit>> GetAsync(OrgRef org, string name, CancellationToken cancellationToken = default);

    /// <summary>Makes one, or replaces what it says. <c>PUT /v1/orgs/{org}/rate-limits/{name}</c></summary>
    /// <param name="org">Whose.</param>
    /// <param name="name">Its name: a-z, 0-9 and single hyphens within, at most 63 characters.</param>
    /// <param name="request">What it is from now on.</param>
    /// <param name="ifVersion">The version that the change is based on, 0 when there is none; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<KeyRateLimit>> SetAsync(
        OrgRef org, string name, SetRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one that no key has. <c>DELETE /v1/orgs/{org}/rate-limits/{name}</c></summary>
    Task<Result> DeleteAsync(OrgRef org, string name, CancellationToken cancellationToken = default);

    /// <summary>Gives a key one of its organisation's, or another size of it. <c>PUT /v1/keys/{id}/rate-limits/{name}</c></summary>
    /// <param name="key">Which key.</param>
    /// <param name="name">Of which rate limit.</param>
    /// <param name="request">What size.</param>
    /// <param name="ifVersion">The version of the key that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<ApiKey>> OverrideAsync(
        KeyId key, string name, SetKeyRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the other size away; the key keeps the rate limit. Twice is no error. <c>DELETE /v1/keys/{id}/rate-limits/{name}</c>
    /// </summary>
    Task<Result> RemoveOverrideAsync(KeyId key, string name, CancellationToken cancellationToken = default);

    /// <summary>Takes permits of a key's, of all that are named or of none. <c>POST /v1/keys/{id}/rate-limits/take</c></summary>
    Task<Result<TakenRateLimits>> TakeAsync(KeyId key, TakeRateLimitsRequest request, CancellationToken cancellationToken = default);
}
