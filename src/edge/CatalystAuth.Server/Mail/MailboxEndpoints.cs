using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Server.Mail;

/// <summary>The pages of the local mailbox.</summary>
internal static class MailboxEndpoints
{
    private const string PageCsp =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    // The mail's own document: no scripts, no forms, nothing loaded, and an origin that is nobody's. Its links open elsewhere.
    private const string MailCsp =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    public static void MapMailbox(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/mailbox").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("", (HttpContext context, MailboxAccess access) =>
            access.Open(context) is { } mailbox ? Page(context, MailboxPages.List(mailbox.List())) : Nothing);
        group.MapGet("{id}", (string id, HttpContext context, MailboxAccess access) =>
            Find(id, context, access) is { } mail ? Page(context, MailboxPages.One(mail)) : Nothing);
        group.MapGet("{id}/html", (string id, HttpContext context, MailboxAccess access) =>
            Find(id, context, access) is { } mail ? Html(context, mail.Mail.Html, MailCsp) : Nothing);
    }

    private static IResult Nothing => Results.StatusCode(StatusCodes.Status404NotFound);

    private static LocalMail? Find(string id, HttpContext context, MailboxAccess access) =>
        TypeId.TryParse<MailId>(id, out var mail) ? access.Open(context)?.Find(mail) : null;

    private static IResult Page(HttpContext context, string html) => Html(context, html, PageCsp);

    private static IResult Html(HttpContext context, string html, string csp)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = csp;
        return Results.Text(html, "text/html; charset=utf-8");
    }
}
