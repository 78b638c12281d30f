namespace CatalystAuth.Core.Webhooks;

/// <summary>How much there is to do.</summary>
public interface IBacklog
{
    /// <summary>Counts it, as far as that is quick.</summary>
    Task<Backlog> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>How much there is to do.</summary>
/// <param name="Outbox">Events that are not in line for webhooks yet.</param>
/// <param name="Due">Deliveries that are due, at most <see cref="MostCounted"/>.</param>
/// <param name="Oldest">For how long the oldest of them has been.</param>
public sealed record Backlog(int Outbox, int Due, TimeSpan Oldest)
{
    /// <summary>Counting goes no further.</summary>
    public const int MostCounted = 10_000;
}
