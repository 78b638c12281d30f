using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Attempts;

/// <summary>Forgets attempts that are long ago.</summary>
public sealed class ForgetAttempts(IAttemptStore attempts, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Forgets what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return unitOfWork.RepeatAsync(Batch, ct => attempts.RemoveAsync(now - AttemptCounter.Memory, now, Batch, ct), cancellationToken);
    }
}
