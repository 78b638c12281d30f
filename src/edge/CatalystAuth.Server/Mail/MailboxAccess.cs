using System.Net;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Server.Mail;

/// <summary>
/// Who may see the local mailbox: who sits at this machine. Links in it open accounts, so a request that may have come through a proxy,
/// from wherever, finds nothing; nor does one under a name that is not this machine's, which a page elsewhere may have given it.
/// </summary>
internal sealed class MailboxAccess(ILocalMailbox? mailbox = null)
{
    private static readonly string[] Forwarded = ["Forwarded", "Via"];
    private static readonly string[] ForwardedPrefixes = ["X-Forwarded-", "X-Original-", "X-Real-"];

    /// <summary>The mailbox; null when there is none, or not for this caller.</summary>
    public ILocalMailbox? Open(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsThisMachine(context.Request.Host.Host) && !context.Request.Headers.Keys.Any(IsOfProxy)
            ? mailbox
            : null;

    private static bool IsOfProxy(string header) =>
        Forwarded.Contains(header, StringComparer.OrdinalIgnoreCase)
        || ForwardedPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsThisMachine(string host) => Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) && uri.IsLoopback;
}
