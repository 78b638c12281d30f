using CatalystAuth.Blazor.Keys;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Orgs;
using CatalystAuth.Server.Portal.Security;

namespace CatalystAuth.Server.Portal.Keys;

/// <summary>API keys: those of an organisation, and one's own.</summary>
internal static class KeyPageEndpoints
{
    public static void MapKeyPages(this RouteGroupBuilder mine)
    {
        mine.MapGet("/orgs/{org}/keys", ShowAsync);
        mine.MapGroup(string.Empty).NeedsFreshProof(context => context.Request.Path).MapPost("/orgs/{org}/keys", CreateAsync);
        mine.MapPost("/orgs/{org}/keys/revoke", (string org, HttpContext context, PortalView view, ICatalyst catalyst) =>
            RevokeAsync(context, view, catalyst, $"/orgs/{org}/keys"));
        mine.MapGet("/account/keys", ShowMineAsync);
        mine.MapGroup(string.Empty).NeedsFreshProof("/account/keys").MapPost("/account/keys", CreateMineAsync);
        mine.MapPost("/account/keys/revoke", (HttpContext context, PortalView view, ICatalyst catalyst) =>
            RevokeAsync(context, view, catalyst, "/account/keys"));
    }

    private static async Task<IResult> ShowAsync(string org, PortalView view, ICatalyst catalyst, FreshSession fresh, CancellationToken cancellationToken)
    {
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        if (!(await catalyst.Orgs.GetAsync(named, cancellationToken)).TryGet(out var found, out var refusal)
            || !(await catalyst.Me.EffectiveAsync(found.Id, cancellationToken)).TryGet(out var me, out refusal))
        {
            return await OrgSignInEndpoints.RefuseAsync(view, catalyst, org, refusal, cancellationToken);
        }

        var held = me.Permissions.Where(permission => permission.Scope is null).Select(permission => permission.Permission).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        if (!held.Contains(BuiltInPermissions.KeysRead))
        {
            return PortalPage.Of<OrgKeysPage>(view, ("Org", found), ("Keys", Array.Empty<ApiKey>()), ("Scopes", held), ("MayRead", false), ("MayWrite", false));
        }

        var isFresh = await fresh.RefuseAsync(FreshSession.Lately, cancellationToken) is null;
        return (await LiveAsync(page => catalyst.Keys.ListAsync(found.Id, page, cancellationToken))).Match(
            keys => PortalPage.Of<OrgKeysPage>(
                view, ("Org", found), ("Keys", keys), ("Scopes", held), ("MayRead", true), ("MayWrite", held.Contains(BuiltInPermissions.KeysWrite)),
                ("IsFresh", isFresh)),
            refused => PortalPage.Of(view, refused));
    }

    private static async Task<IResult> CreateAsync(string org, HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!OrgRef.TryParse(org, null, out var named))
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        var request = CreateApiKey.RequestOf(form.Text("name"), form.All("scopes"), form["life"]);
        return (await catalyst.Keys.IssueAsync(named, request, context.RequestAborted)).TryGet(out var issued, out var refusal)
            ? form.Show($"/orgs/{org}/keys", "key", issued.Key)
            : form.Refused($"/orgs/{org}/keys", "key", refusal, "name", "scopes");
    }

    private static async Task<IResult> ShowMineAsync(
        PortalView view, ICatalyst catalyst, FreshSession fresh, string? org, CancellationToken cancellationToken)
    {
        var chosen = view.Me!.Orgs.FirstOrDefault(one => one.Slug == org) ?? (view.Me.Orgs.Count > 0 ? view.Me.Orgs[0] : null);
        if (chosen is null)
        {
            return PortalPage.Of<MyKeysPage>(view);
        }

        if (!(await LiveAsync(page => catalyst.Keys.ListMineAsync(chosen.Id, page, cancellationToken))).TryGet(out var keys, out var refusal)
            || !(await catalyst.Me.EffectiveAsync(chosen.Id, cancellationToken)).TryGet(out var me, out refusal))
        {
            // Another of their organisations may be open to them.
            return refusal.Code == SignInPolicyErrorCodes.Unmet && (await catalyst.Factors.GetAsync(cancellationToken)).TryGet(out var factors, out _)
                ? PortalPage.Of<MyKeysPage>(view, StatusCodes.Status403Forbidden, ("Org", chosen), ("Unmet", refusal), ("Factors", factors))
                : PortalPage.Of(view, refusal);
        }

        var held = me.Permissions.Where(permission => permission.Scope is null).Select(permission => permission.Permission).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        var isFresh = await fresh.RefuseAsync(FreshSession.Lately, cancellationToken) is null;
        return PortalPage.Of<MyKeysPage>(view, ("Org", chosen), ("Keys", keys), ("Scopes", held), ("IsFresh", isFresh));
    }

    private static async Task<IResult> CreateMineAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (view.Me!.Orgs.FirstOrDefault(one => one.Slug == form["org"]) is not { } org)
        {
            return PortalPage.Of(view, OrgPages.NotFound);
        }

        var asked = CreateApiKey.RequestOf(form.Text("name"), form.All("scopes"), form["life"]);
        var request = new IssueMyKeyRequest(org.Id, asked.Name, asked.Scopes, ExpiresIn: asked.ExpiresIn);
        var page = $"/account/keys?org={org.Slug}";
        return (await catalyst.Keys.IssueMineAsync(request, context.RequestAborted)).TryGet(out var issued, out var refusal)
            ? form.Show(page, "key", issued.Key)
            : form.Refused(page, "key", refusal, "name", "scopes");
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, PortalView view, ICatalyst catalyst, string page)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (form["org"] is { } org && OrgSlug.IsValid(org))
        {
            page = $"{page}?org={org}";
        }

        return KeyId.TryParse(form["key"], null, out var key)
            ? form.Answer(page, "page", await catalyst.Keys.RevokeAsync(key, context.RequestAborted), "portal.key.revoked")
            : PortalPage.Of(view, new Error(KeyErrorCodes.NotFound, "There is no such key.", ErrorKind.NotFound));
    }

    // Newest first; what is revoked is history, and hides nothing that is not.
    private static async Task<Result<List<ApiKey>>> LiveAsync(Func<PageRequest, Task<Result<Page<ApiKey>>>> list)
    {
        var live = new List<ApiKey>();
        for (PageRequest? page = new(PageRequest.MaxLimit); page is not null;)
        {
            if (!(await list(page)).TryGet(out var keys, out var refusal))
            {
                return refusal;
            }

            live.AddRange(keys.Items.Where(key => key.RevokedAt is null));
            page = keys.NextCursor is { } next ? page with { Cursor = next } : null;
        }

        live.Reverse();
        return live;
    }
}
