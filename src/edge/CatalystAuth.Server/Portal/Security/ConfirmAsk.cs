namespace CatalystAuth.Server.Portal.Security;

/// <summary>Why the page that asks for a proof is open, as its address says. Changing that changes what is shown, and nothing of what is proven.</summary>
/// <param name="Onward">Where it leads on to; null for the page about factors.</param>
/// <param name="ByPassword">Whether a password helps.</param>
public sealed record ConfirmAsk(string? Onward, bool ByPassword)
{
    // What sends browsers back to apps.
    private const string Apps = "/forward-auth/authorize?";

    // Pages that ask before something that matters.
    private static readonly string[] Pages = ["/account", "/orgs/", "/join/"];

    private static readonly ConfirmAsk Own = new(null, ByPassword: true);

    /// <summary>Whether an app asks.</summary>
    public bool IsForApp => Onward?.StartsWith(Apps, StringComparison.Ordinal) == true;

    /// <summary>Whether the page about factors asks: who has a second one shows it there.</summary>
    public bool IsForFactors => Onward is null || Onward.StartsWith(SecurityEndpoints.Page, StringComparison.Ordinal);

    /// <summary>The address.</summary>
    public string Path => Onward is not null ? $"{LocalPath.With(ConfirmEndpoints.Page, Onward)}{(IsForApp && ByPassword ? "&password=true" : string.Empty)}" : ConfirmEndpoints.Page;

    /// <summary>Asked for by a page of this server; by whatever one has.</summary>
    public static ConfirmAsk For(string page) => new(page, ByPassword: true);

    /// <summary>Reads it.</summary>
    public static ConfirmAsk Of(IQueryCollection query) => LocalPath.Read(query["continue"]) switch
    {
        { } app when app.StartsWith(Apps, StringComparison.Ordinal) => new(app, query["password"] is ["true"]),
        { } page when Array.Exists(Pages, own => page.StartsWith(own, StringComparison.Ordinal)) => For(page),
        _ => Own,
    };
}
