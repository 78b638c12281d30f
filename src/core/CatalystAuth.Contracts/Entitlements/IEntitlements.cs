using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>What organisations are subscribed to, and what is overridden for them and for users. Changed by the platform alone.</summary>
public interface IEntitlements
{
    /// <summary>An organisation's. <c>GET /v1/orgs/{org}/entitlements</c></summary>
    Task<Result<OrgEntitlements>> GetAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Replaces an organisation's; tokens that carry what it loses die. <c>PUT /v1/orgs/{org}/entitlements</c></summary>
    Task<Result<OrgEntitlements>> SetAsync(
        OrgRef org, SetOrgEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Ends an organisation's subscription and overrides: the default plan is left. <c>DELETE /v1/orgs/{org}/entitlements</c></summary>
    Task<Result> RemoveAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>A user's overrides. <c>GET /v1/users/{user}/entitlements</c></summary>
    Task<Result<UserEntitlements>> GetOfUserAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>Replaces a user's overrides. <c>PUT /v1/users/{user}/entitlements</c></summary>
    Task<Result<UserEntitlements>> SetOfUserAsync(
        UserId user, SetUserEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Ends a user's overrides. <c>DELETE /v1/users/{user}/entitlements</c></summary>
    Task<Result> RemoveOfUserAsync(UserId user, CancellationToken cancellationToken = default);
}
