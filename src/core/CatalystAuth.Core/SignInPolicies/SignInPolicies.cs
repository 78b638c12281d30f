using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>The sign-in policies behind their contract.</summary>
internal sealed class SignInPolicies(OrgAccess access, ChangeSignInPolicy change, BreakGlass breakGlass) : ISignInPolicies
{
    public async Task<Result<SignInPolicy>> GetAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.OrgRead, cancellationToken).ConfigureAwait(false);
        return grant.Map(granted => granted.Org.SignIn.ToContract(granted.Org.Version));
    }

    public Task<Result<SignInPolicy>> SetAsync(
        OrgRef org, SetSignInPolicyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        change.RunAsync(org, request, ifVersion, cancellationToken);

    public Task<Result<BrokenGlass>> BreakGlassAsync(OrgRef org, BreakGlassRequest request, CancellationToken cancellationToken = default) =>
        breakGlass.RunAsync(org, request, cancellationToken);
}
