namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>How webhooks of Catalyst are received.</summary>
public sealed class CatalystWebhookOptions
{
    /// <summary>
    /// The secrets of the webhook: <c>whsec_…</c>, or the public key <c>whpk_…</c>. One; while it is rotated, the old one and the new one.
    /// At most 8.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>How old a webhook may be, and how far ahead its clock: 1 second to 1 hour.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest body, in bytes: 1 KiB to 16 MiB. The server's own limit holds beside it.</summary>
    /// <value>1 MiB.</value>
    public int MaxBodySize { get; set; } = 1024 * 1024;
}
