using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.EffectiveIdentity;

/// <summary>What members of an organisation effectively are.</summary>
public interface IIdentities
{
    /// <summary>A member's merged identity. <c>GET /v1/orgs/{org}/members/{user}/effective</c></summary>
    Task<Result<EffectiveUser>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default);

    /// <summary>Why a member does or does not hold a permission. <c>GET /v1/orgs/{org}/members/{user}/explain?permission=</c></summary>
    Task<Result<Explanation>> ExplainAsync(OrgRef org, UserId user, string permission, CancellationToken cancellationToken = default);
}
