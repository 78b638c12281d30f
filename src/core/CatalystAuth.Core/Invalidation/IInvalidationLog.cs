namespace CatalystAuth.Core.Invalidation;

/// <summary>The log that carries invalidations to every node. Written in the transaction of the change itself.</summary>
public interface IInvalidationLog
{
    /// <summary>Appends to the current transaction.</summary>
    void Append(Invalidation invalidation);

    /// <summary>Everything appended at or after a time. Readers overlap their reads and take entries twice without harm.</summary>
    Task<IReadOnlyList<Invalidation>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Whether anything about one of these subjects was appended at or after a time.</summary>
    Task<bool> AnySinceAsync(IReadOnlyCollection<string> subjects, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Forgets entries before a time: no token they speak about is alive.</summary>
    Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
