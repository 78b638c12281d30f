using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.SignInPolicies;

internal static class SignInPolicyEndpoints
{
    public static void MapSignInPolicies(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/v1/orgs/{org}/sign-in-policy").RequireAuthorization().WithTags("Sign-in policies");

        policy.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.SignInPolicies.GetAsync(org, ct).ToVersioned(found => found.Version))
            .Answers<SignInPolicy>().Refuses(400, 401, 403, 404).Describes("getSignInPolicy", "How the members of an organisation prove who they are.")
            .Needs(BuiltInPermissions.OrgRead);

        policy.MapPut("/", (OrgRef org, SetSignInPolicyRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.SignInPolicies.SetAsync(org, request, ifMatch.Version, ct).ToVersioned(set => set.Version))
            .NeedsFresh(FreshSession.Lately).Answers<SignInPolicy>().Refuses(400, 401, 403, 404, 409, 412)
            .Describes("setSignInPolicy", "Replace how the members of an organisation prove who they are. It holds at once, also for sessions from before. Needs a proof of the last 15 minutes.")
            .Needs(BuiltInPermissions.SignInWrite).Example("""{"methods":["password","passkey"],"requireMfa":true,"signUp":"invite_only"}""");

        policy.MapPost("/break-glass", (OrgRef org, BreakGlassRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.SignInPolicies.BreakGlassAsync(org, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately, byAnyProof: true).Answers<BrokenGlass>().Refuses(400, 401, 403, 404)
            .Describes("breakGlass", "Let the break-glass member enter with the session at hand for an hour, without what the policy asks for. All owners get a mail. Needs a proof of the last 15 minutes.")
            .Example("""{"reason":"All security keys are lost"}""");
    }
}
