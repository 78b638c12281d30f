using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>Who is in an organisation, and who is invited.</summary>
internal static class OrgMemberEndpoints
{
    public static void MapOrgMembers(this RouteGroupBuilder mine)
    {
        mine.MapPost("/orgs/{org}/invite", (string org, HttpContext context, PortalView view, ICatalyst catalyst) => OnOrgAsync(
            org, context, view, async (named, form) =>
                (await catalyst.Invitations.CreateAsync(named, new InviteRequest(form.Text("email"), form.Text("role")), context.RequestAborted))
                .TryGet(out var invitation, out var refusal)
                    ? form.Show($"/orgs/{org}#invitations", "invite", invitation.Url!)
                    : form.Refused($"/orgs/{org}#invitations", "invite", refusal, "email", "role")));

        mine.MapPost("/orgs/{org}/invitations/revoke", (string org, HttpContext context, PortalView view, ICatalyst catalyst) => OnOrgAsync(
            org, context, view, async (named, form) => InvitationId.TryParse(form["id"], null, out var id)
                ? form.Answer(
                    $"/orgs/{org}#invitations", "page", await catalyst.Invitations.RevokeAsync(named, id, context.RequestAborted), "portal.invitation.revoked")
                : PortalPage.Of(view, OrgPages.NotFound)));

        mine.MapPost("/orgs/{org}/members/role", (string org, HttpContext context, PortalView view, ICatalyst catalyst) => OnMemberAsync(
            org, context, view, "portal.member.changed", async (named, user, form) =>
                (await catalyst.Members.UpdateAsync(named, user, new UpdateMemberRequest(form.Text("role")), null, context.RequestAborted)).WithoutValue()));

        mine.MapPost("/orgs/{org}/members/remove", (string org, HttpContext context, PortalView view, ICatalyst catalyst) => OnMemberAsync(
            org, context, view, "portal.member.removed", (named, user, _) => catalyst.Members.RemoveAsync(named, user, context.RequestAborted)));

        mine.MapPost("/orgs/{org}/leave", (string org, HttpContext context, PortalView view, ICatalyst catalyst) => OnOrgAsync(
            org, context, view, async (named, form) =>
                await catalyst.Members.RemoveAsync(named, view.Me!.Id, context.RequestAborted) is { IsSuccess: false } refused
                    ? form.Refused($"/orgs/{org}", "page", refused.Error)
                    : form.Done("/orgs", "portal.org.left")));
    }

    private static Task<IResult> OnMemberAsync(
        string org, HttpContext context, PortalView view, string notice, Func<OrgRef, UserId, PostedForm, Task<Result>> change) => OnOrgAsync(
        org, context, view, async (named, form) => UserId.TryParse(form["user"], null, out var user)
            ? form.Answer($"/orgs/{org}#members", "page", await change(named, user, form), notice)
            : PortalPage.Of(view, OrgPages.NotFound));

    private static async Task<IResult> OnOrgAsync(string org, HttpContext context, PortalView view, Func<OrgRef, PostedForm, Task<IResult>> act) =>
        OrgRef.TryParse(org, null, out var named)
            ? await act(named, await PostedForm.ReadAsync(context, view))
            : PortalPage.Of(view, OrgPages.NotFound);
}
