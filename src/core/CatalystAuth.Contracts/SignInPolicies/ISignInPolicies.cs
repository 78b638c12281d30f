using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.SignInPolicies;

/// <summary>How the members of organisations prove who they are.</summary>
public interface ISignInPolicies
{
    /// <summary>Reads the policy of one. <c>GET /v1/orgs/{org}/sign-in-policy</c></summary>
    Task<Result<SignInPolicy>> GetAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces it. It holds at once: access tokens of members from before are refused, and a session that has not proven what is asked for gets none
    /// for the organisation. Needs a proof of the last 15 minutes. <c>PUT /v1/orgs/{org}/sign-in-policy</c>
    /// </summary>
    /// <param name="org">Which.</param>
    /// <param name="request">All that it shall be.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<SignInPolicy>> SetAsync(
        OrgRef org, SetSignInPolicyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets the break-glass member enter with the session at hand for an hour. All owners get a mail. Needs a proof of the last 15 minutes.
    /// <c>POST /v1/orgs/{org}/sign-in-policy/break-glass</c>
    /// </summary>
    Task<Result<BrokenGlass>> BreakGlassAsync(OrgRef org, BreakGlassRequest request, CancellationToken cancellationToken = default);
}
