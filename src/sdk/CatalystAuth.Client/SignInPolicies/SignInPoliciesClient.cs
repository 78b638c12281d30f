using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;

namespace CatalystAuth.Client.SignInPolicies;

/// <summary>How the members of organisations sign in, over HTTP.</summary>
internal sealed class SignInPoliciesClient(AuthorizedTransport calls) : ISignInPolicies
{
    public Task<Result<SignInPolicy>> GetAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<SignInPolicy>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/sign-in-policy")), cancellationToken);

    public Task<Result<SignInPolicy>> SetAsync(
        OrgRef org, SetSignInPolicyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<SignInPolicy>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/sign-in-policy"), request, ifVersion), cancellationToken);

    public Task<Result<BrokenGlass>> BreakGlassAsync(OrgRef org, BreakGlassRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BrokenGlass>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/sign-in-policy/break-glass"), request), cancellationToken);
}
