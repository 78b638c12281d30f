namespace CatalystAuth.Core.Idempotency;

/// <summary>
/// The idempotency key of one call. One a scope. The unit of work writes the pending request with the first change that it commits.
/// </summary>
public sealed class IdempotencyScope
{
    /// <summary>What the next commit has to write; null when the call has no key or it is written.</summary>
    public IdempotentRequest? Pending { get; private set; }

    /// <summary>What was written with a change of this call.</summary>
    public IdempotentRequest? Claimed { get; private set; }

    /// <summary>Whether another call with the same key was first, so that nothing of this one was carried out.</summary>
    public bool Lost { get; private set; }

    /// <summary>Gives the call its key.</summary>
    public void Begin(IdempotentRequest request) => (Pending, Claimed, Lost) = (request, null, false);

    /// <summary>Says that the pending request was committed.</summary>
    public void Commit() => (Claimed, Pending) = (Pending ?? Claimed, null);

    /// <summary>Says that another call holds the key.</summary>
    public void Lose() => Lost = true;
}
