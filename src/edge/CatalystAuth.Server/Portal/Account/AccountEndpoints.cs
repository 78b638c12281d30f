using CatalystAuth.Blazor.Users;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Security;

namespace CatalystAuth.Server.Portal.Account;

/// <summary>The profile and the addresses.</summary>
internal static class AccountEndpoints
{
    private const string Page = "/account";

    // Names of places, without those that are kept for old programs only.
    private static readonly IReadOnlyList<string> TimeZones =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static void MapAccount(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, ShowAsync);
        mine.MapPost(Page, SaveAsync);
        var fresh = mine.MapGroup(string.Empty).NeedsFreshProof(Page);
        fresh.MapPost("/account/emails", AddEmailAsync);
        fresh.MapPost("/account/emails/verify", (HttpContext context, PortalView view, ICatalyst catalyst) => ChangeEmailAsync(
            context, view, "portal.email.verified", async form =>
                (await catalyst.Me.VerifyEmailAsync(form.Text("id"), new VerifyEmailRequest(form.Text("code")), context.RequestAborted)).WithoutValue()));
        fresh.MapPost("/account/emails/primary", MakePrimaryAsync);
        fresh.MapPost("/account/emails/withdraw", (HttpContext context, PortalView view, ICatalyst catalyst) => ChangeEmailAsync(
            context, view, "portal.email.withdrawn", form => catalyst.Me.WithdrawEmailChangeAsync(form.Text("id"), context.RequestAborted)));
        fresh.MapPost("/account/emails/remove", (HttpContext context, PortalView view, ICatalyst catalyst) => ChangeEmailAsync(
            context, view, "portal.email.removed", form => catalyst.Me.RemoveEmailAsync(form.Text("id"), context.RequestAborted)));
    }

    private static async Task<IResult> ShowAsync(PortalView view, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!(await catalyst.Me.GetProfileAsync(cancellationToken)).TryGet(out var profile, out var refusal)
            || !(await catalyst.Me.ListEmailsAsync(cancellationToken)).TryGet(out var emails, out refusal))
        {
            return PortalPage.Of(view, refusal);
        }

        var typed = view.Flash.Form == "profile" ? new ProfileInput(profile) : null;
        foreach (var field in typed is null ? [] : ProfileInput.Fields.Concat(ProfileInput.LinkFields))
        {
            typed![field] = view.Flash.ValueOf("profile", field) ?? typed[field];
        }

        return PortalPage.Of<AccountPage>(view, ("Profile", profile), ("Emails", emails), ("Typed", typed), ("TimeZones", TimeZones));
    }

    private static async Task<IResult> SaveAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!(await catalyst.Me.GetProfileAsync(context.RequestAborted)).TryGet(out var current, out var refusal))
        {
            return PortalPage.Of(view, refusal);
        }

        var input = new ProfileInput();
        foreach (var field in ProfileInput.Fields.Concat(ProfileInput.LinkFields))
        {
            input[field] = form[field];
        }

        var saved = await catalyst.Me.SetProfileAsync(input.ToRequest(current), form.Version, context.RequestAborted);
        return form.Answer(Page, "profile", saved, "portal.saved", [.. ProfileInput.Fields, "links", .. ProfileInput.LinkFields]);
    }

    private static async Task<IResult> AddEmailAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var added = await catalyst.Me.AddEmailAsync(new AddEmailRequest(form.Text("address")), context.RequestAborted);
        return form.Answer(Page + "#emails", "email", added, "portal.email.sent", "address");
    }

    private static async Task<IResult> MakePrimaryAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        return (await catalyst.Me.MakeEmailPrimaryAsync(form.Text("id"), context.RequestAborted)).TryGet(out var email, out var refusal)
            ? form.Done(Page + "#emails", email.Primary ? "portal.email.made-primary" : "portal.email.asked")
            : form.Refused(Page + "#emails", $"email-{form.Text("id")}", refusal);
    }

    private static async Task<IResult> ChangeEmailAsync(
        HttpContext context, PortalView view, string notice, Func<PostedForm, Task<Contracts.Results.Result>> change)
    {
        var form = await PostedForm.ReadAsync(context, view);
        return form.Answer(Page + "#emails", $"email-{form.Text("id")}", await change(form), notice, "code");
    }
}
