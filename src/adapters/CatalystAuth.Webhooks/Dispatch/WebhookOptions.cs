namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>How this node sends events. Section <c>Catalyst:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>To how many webhooks at once: 0 (this node sends nothing) to 1000.</summary>
    public int MaxLanes { get; set; } = 128;

    /// <summary>
    /// For how long a node has a webhook to itself without saying that it still lives: 3 seconds to 10 minutes. What a node that died had
    /// under way is sent by another one after that.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);
}
