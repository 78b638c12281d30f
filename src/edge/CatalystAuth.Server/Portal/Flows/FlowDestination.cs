using CatalystAuth.Contracts.Flows;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Flows;

/// <summary>Where a flow leads that waits for the link of its mail. The link does not say it: who forwards or scans a mail learns no more than they must.</summary>
internal sealed class FlowDestination(SealedCookies cookies, TimeProvider time)
{
    private const string Cookie = "__Host-catalyst_destination";

    /// <summary>Keeps it with the browser, until the flow expires. One alone: where several tabs wait, the last one leads on.</summary>
    public void Keep(HttpContext context, FlowResponse flow, string path) =>
        cookies.TryWrite(context, Cookie, $"{flow.Id} {path}", flow.ExpiresAt - time.GetUtcNow());

    /// <summary>That of a flow; null when it leads nowhere.</summary>
    public string? Find(HttpContext context, FlowId flow) =>
        cookies.Read(context, Cookie)?.Split(' ') is [var id, var path] && id == flow.ToString() ? LocalPath.Read(path) : null;

    /// <summary>Has the browser forget it.</summary>
    public static void Forget(HttpContext context) => SealedCookies.Forget(context, Cookie);
}
