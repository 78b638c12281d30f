using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Factors;

/// <summary>Forgets set-ups that were not ended, and challenges that have expired.</summary>
public sealed class ForgetFactors(ITotpStore totps, IChallengeStore challenges, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Forgets what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await unitOfWork.RepeatAsync(Batch, ct => totps.RemovePendingAsync(now - SetUpTotp.Lifetime, Batch, ct), cancellationToken).ConfigureAwait(false);
        await unitOfWork.RepeatAsync(Batch, ct => challenges.RemoveAsync(now, Batch, ct), cancellationToken).ConfigureAwait(false);
    }
}
