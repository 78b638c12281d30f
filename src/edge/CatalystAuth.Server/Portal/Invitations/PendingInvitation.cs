using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Invitations;

/// <summary>The invitation that this browser was led here with: so its token is in no address, and is still there after a sign-up.</summary>
internal sealed class PendingInvitation(SealedCookies cookies)
{
    private const string Cookie = "__Host-catalyst_invitation";
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public void Keep(HttpContext context, string token) => cookies.TryWrite(context, Cookie, token, Life);

    /// <summary>Its token; null when there is none.</summary>
    public string? Read(HttpContext context) => cookies.Read(context, Cookie);

    public static void Forget(HttpContext context) => SealedCookies.Forget(context, Cookie);
}
