namespace CatalystAuth.Server.Portal.Security;

/// <summary>Why the page that asks for a proof is open, as its address says. Changing that changes what is shown, and nothing of what is proven.</summary>
/// <param name="Onward">Where it leads on to; null for the page about factors.</param>
/// <param name="ByPassword">Whether a password helps.</param>
public sealed record ConfirmAsk(string? Onward, bool ByPassword)
{
    // What sends browsers back to apps, and nothing else.
    private const string Apps = "/forward-auth/authorize?";

    private static readonly ConfirmAsk Own = new(null, ByPassword: true);

    /// <summary>Whether an app asks, for a second factor.</summary>
    public bool IsForApp => Onward is not null;

    /// <summary>The address.</summary>
    public string Path => IsForApp ? $"{LocalPath.With(ConfirmEndpoints.Page, Onward)}{(ByPassword ? "&password=true" : string.Empty)}" : ConfirmEndpoints.Page;

    /// <summary>Reads it.</summary>
    public static ConfirmAsk Of(IQueryCollection query) =>
        LocalPath.Read(query["continue"]) is { } onward && onward.StartsWith(Apps, StringComparison.Ordinal) ? new(onward, query["password"] is ["true"]) : Own;
}
