using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>Where the link of an organisation leads that is open to whoever wants to join. Any other is not found, like one that is not there.</summary>
internal static class JoinPageEndpoints
{
    private const string Prefix = "/join/";

    public static void MapJoinPage(this RouteGroupBuilder pages)
    {
        pages.MapGet(Prefix + "{org}", ShowAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapPost(Prefix + "{org}", JoinAsync).RateLimitedAs(RateLimitedRoutes.Flows);
    }

    /// <summary>The page of an organisation.</summary>
    public static string PathOf(string org) => Prefix + org;

    /// <summary>The organisation whose page a path is; null when it is another page.</summary>
    public static string? OrgOf(string? path) =>
        path?.StartsWith(Prefix, StringComparison.Ordinal) == true && OrgRef.TryParse(path[Prefix.Length..], null, out var org) ? org.ToString() : null;

    private static async Task<IResult> ShowAsync(string org, PortalView view, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        if (view.Me?.Orgs.FirstOrDefault(mine => mine.Slug == org || mine.Id == named.Id) is { } mine)
        {
            return Results.Redirect($"/orgs/{mine.Slug}");
        }

        // A former slug leads to the present one.
        return !(await catalyst.Members.PreviewJoinAsync(named, cancellationToken)).TryGet(out var open, out var refusal) ? PortalPage.Of(view, refusal)
            : open.Slug != org ? Results.Redirect(PathOf(open.Slug))
            : PortalPage.Of<JoinPage>(view, ("Org", open));
    }

    private static async Task<IResult> JoinAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        if (view.Me is null)
        {
            return PortalPage.SeeOther(LocalPath.SignIn(PathOf(org)));
        }

        if ((await catalyst.Members.JoinAsync(named, context.RequestAborted)).TryGet(out var mine, out var refusal))
        {
            return form.Done($"/orgs/{mine.Slug}", "portal.invitation.accepted");
        }

        return refusal.Code switch
        {
            MembershipErrorCodes.Exists => PortalPage.SeeOther($"/orgs/{org}"),
            SignInPolicyErrorCodes.Unmet when (await catalyst.Members.PreviewJoinAsync(named, context.RequestAborted)).TryGet(out var open, out _)
                && (await catalyst.Factors.GetAsync(context.RequestAborted)).TryGet(out var factors, out _) =>
                PortalPage.Of<JoinPage>(view, StatusCodes.Status403Forbidden, ("Org", open), ("Unmet", refusal), ("Factors", factors)),
            _ => form.Refused(PathOf(org), "join", refusal),
        };
    }
}
