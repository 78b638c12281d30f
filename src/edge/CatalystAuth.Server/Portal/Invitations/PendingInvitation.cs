using System.Buffers.Text;
using System.Text;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Server.Portal.Invitations;

/// <summary>
/// The invitation that this browser was led here with, in a sealed cookie: so that its token is in no address, and is still there after a sign-up.
/// </summary>
internal sealed class PendingInvitation(ISecretProtector protector)
{
    private const string Cookie = "__Host-catalyst_invitation";
    private const string Purpose = "portal.invitation";
    private const int MaxLength = 1000;

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
        MaxAge = TimeSpan.FromHours(1),
    };

    public void Keep(HttpContext context, string token) =>
        context.Response.Cookies.Append(Cookie, Base64Url.EncodeToString(protector.Protect(Purpose, Encoding.UTF8.GetBytes(token))), Options);

    /// <summary>Its token; null when there is none.</summary>
    public string? Read(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: > 0 and <= MaxLength } text && Base64Url.IsValid(text)
            && protector.TryUnprotect(Purpose, Base64Url.DecodeFromChars(text), out var token)
            ? Encoding.UTF8.GetString(token)
            : null;

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options);
}
