using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Security;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>How the members of an organisation sign in, and the door at which those stand who have not done so.</summary>
internal static class OrgSignInEndpoints
{
    private static readonly MemberQuery Owners = new(Role: BuiltInRoles.Owner);

    private static readonly PageRequest Most = new(PageRequest.MaxLimit);

    public static void MapOrgSignIn(this RouteGroupBuilder mine)
    {
        mine.MapGet("/orgs/{org}/sign-in", ShowAsync);

        // Who was sent to prove who they are comes back by the form's address.
        mine.MapGet("/orgs/{org}/break-glass", (string org) => Results.Redirect($"/orgs/{Uri.EscapeDataString(org)}"));
        mine.MapGroup(string.Empty).NeedsFreshProof(OfForm).MapPost("/orgs/{org}/sign-in", SaveAsync);
        mine.MapGroup(string.Empty).NeedsFreshProof(OfForm, byAnyProof: true).MapPost("/orgs/{org}/break-glass", BreakAsync);

        static string OfForm(HttpContext context) => context.Request.Path;
    }

    /// <summary>A refusal of an organisation's page: the door, when something is left to prove.</summary>
    public static async Task<IResult> RefuseAsync(PortalView view, ICatalyst catalyst, string org, Error refusal, CancellationToken cancellationToken) =>
        refusal.Code != SignInPolicyErrorCodes.Unmet ? PortalPage.Of(view, refusal)
        : (await catalyst.Factors.GetAsync(cancellationToken)).Match(
            factors => PortalPage.Of<OrgDoorPage>(
                view, StatusCodes.Status403Forbidden, ("Path", $"/orgs/{org}"), ("Proofs", refusal.Proofs), ("Factors", factors)),
            failed => PortalPage.Of(view, failed));

    /// <summary>The box of a way to sign in.</summary>
    public static string MethodField(string method) => $"method-{method}";

    private static async Task<IResult> ShowAsync(
        string org, PortalView view, ICatalyst catalyst, IOptions<TokenOptions> options, CancellationToken cancellationToken)
    {
        if (!(await OrgPages.LoadAsync(catalyst, org, cancellationToken)).TryGet(out var loaded, out var refusal)
            || !(await catalyst.SignInPolicies.GetAsync(loaded.Org.Id, cancellationToken)).TryGet(out var policy, out refusal))
        {
            return await RefuseAsync(view, catalyst, org, refusal, cancellationToken);
        }

        IReadOnlyList<Member> owners = [];
        if (loaded.May(BuiltInPermissions.MembersRead))
        {
            if (!(await catalyst.Members.SearchAsync(loaded.Org.Id, Owners, Most, cancellationToken)).TryGet(out var found, out refusal))
            {
                return await RefuseAsync(view, catalyst, org, refusal, cancellationToken);
            }

            owners = found.Items;
        }

        return PortalPage.Of<OrgSignInPage>(view, ("Model", loaded), ("Policy", policy), ("Owners", owners), ("Link", options.Value.Issuer + JoinPageEndpoints.PathOf(loaded.Org.Slug)));
    }

    private static async Task<IResult> SaveAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        var request = new SetSignInPolicyRequest(
            [.. FlowOptions.AllMethods.Where(method => form[MethodField(method)] is not null)], form["requireMfa"] is not null, form["signUp"], UserId.TryParse(form["breakGlassUserId"], null, out var user) ? user : null);

        // Without the version that the form was filled in with nothing is set: what another admin asked for meanwhile is not undone unseen.
        return form.Answer(
            $"/orgs/{org}/sign-in", "sign-in", await catalyst.SignInPolicies.SetAsync(named, request, form.Version, context.RequestAborted), "portal.saved",
            ["methods", "requireMfa", "signUp", "breakGlassUserId", .. FlowOptions.AllMethods.Select(MethodField)]);
    }

    private static async Task<IResult> BreakAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        return OrgRef.TryParse(org, null, out var named)
            ? form.Answer(
                $"/orgs/{org}", "door", await catalyst.SignInPolicies.BreakGlassAsync(named, new(form.Text("reason")), context.RequestAborted), "portal.door.broken", "reason")
            : PortalPage.Of(view, OrgPages.NotFound);
    }
}
