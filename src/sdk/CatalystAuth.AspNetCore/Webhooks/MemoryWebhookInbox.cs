namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Remembers the last messages in this process.</summary>
internal sealed class MemoryWebhookInbox(int capacity = MemoryWebhookInbox.DefaultCapacity) : IWebhookInbox
{
    public const int DefaultCapacity = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public ValueTask<bool> HasSeenAsync(string message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_messages.Contains(message));
        }
    }

    public ValueTask RememberAsync(string message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_messages.Add(message))
            {
                _order.Enqueue(message);
                if (_order.Count > capacity)
                {
                    _messages.Remove(_order.Dequeue());
                }
            }
        }

        return ValueTask.CompletedTask;
    }
}
