using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>The organisations that one is in.</summary>
internal static class OrgPageEndpoints
{
    public static void MapOrgPages(this RouteGroupBuilder mine)
    {
        mine.MapGet("/orgs", (PortalView view) => PortalPage.Of<OrgsPage>(view));
        mine.MapPost("/orgs", CreateAsync);
        mine.MapGet("/orgs/{org}", ShowAsync);
        mine.MapPost("/orgs/{org}", SaveAsync);
        mine.MapOrgMembers();
        mine.MapOrgSignIn();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var request = new CreateOrgRequest(form.Text("name"), form.Text("slug") is { Length: > 0 } slug ? slug : null);
        return (await catalyst.Orgs.CreateAsync(request, context.RequestAborted)).TryGet(out var org, out var refusal)
            ? form.Done($"/orgs/{org.Slug}", "portal.org.made")
            : form.Refused("/orgs", "org", refusal, "name", "slug");
    }

    private static async Task<IResult> ShowAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        var query = OrgPageQuery.Of(context.Request.Query);
        if (!(await OrgPages.LoadAsync(catalyst, org, query, cancellationToken)).TryGet(out var loaded, out var refusal))
        {
            return await OrgSignInEndpoints.RefuseAsync(view, catalyst, org, refusal, cancellationToken);
        }

        // A former slug leads to the present one.
        return loaded.Org.Slug != org ? Results.Redirect($"/orgs/{loaded.Org.Slug}") : PortalPage.Of<OrgPage>(view, ("Model", loaded), ("Query", query));
    }

    private static async Task<IResult> SaveAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        var updated = await catalyst.Orgs.UpdateAsync(
            named, new UpdateOrgRequest(form.Text("name"), form.Text("slug") is { Length: > 0 } slug ? slug : null), form.Version, context.RequestAborted);
        if (!updated.TryGet(out var now, out var refusal))
        {
            return form.Refused($"/orgs/{org}", "details", refusal, "name", "slug", "description", "website", "logoUrl");
        }

        var profile = await catalyst.Orgs.UpdateProfileAsync(now.Id, OrgPages.ProfileChanges(form), now.Version, context.RequestAborted);
        return form.Answer($"/orgs/{now.Slug}", "details", profile, "portal.saved", "name", "slug", "description", "website", "logoUrl");
    }
}
