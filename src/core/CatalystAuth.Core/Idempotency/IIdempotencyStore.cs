namespace CatalystAuth.Core.Idempotency;

/// <summary>Where requests with an idempotency key are kept. The unit of work adds them.</summary>
public interface IIdempotencyStore
{
    /// <summary>One by whose and which key.</summary>
    Task<IdempotentRequest?> FindAsync(string caller, string key, CancellationToken cancellationToken);

    /// <summary>Keeps the answer of a request that has none yet.</summary>
    Task AnswerAsync(IdempotentRequest request, byte[] protectedAnswer, CancellationToken cancellationToken);

    /// <summary>Forgets one request; a later one with the same key stays.</summary>
    Task ForgetAsync(IdempotentRequest request, CancellationToken cancellationToken);

    /// <summary>Forgets requests from before a time.</summary>
    Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
