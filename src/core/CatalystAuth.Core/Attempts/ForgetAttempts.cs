namespace CatalystAuth.Core.Attempts;

/// <summary>Forgets attempts that are long ago.</summary>
public sealed class ForgetAttempts(IAttemptStore attempts, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Does it, in batches.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (await attempts.RemoveAsync(now - AttemptCounter.Memory, now, Batch, cancellationToken).ConfigureAwait(false) == Batch)
        {
            // The next batch.
        }
    }
}
