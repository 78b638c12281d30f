using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>
/// Cuts chains where their records' time is over, and deletes what lies before, a bounded number at a time. A checkpoint is younger than
/// what it covers, so a chain is cut at the last one that is old enough. What a legal hold keeps is left alone.
/// </summary>
public sealed class CutAuditChains(
    IRetentionStore store, IHoldStore holds, IUnitOfWork unitOfWork, IOptions<AuditOptions> options, TimeProvider time)
{
    private const int Chains = 200;
    private const int Records = 500;

    /// <summary>Cuts and deletes what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Retention is not { } retention)
        {
            return;
        }

        while (await StepAsync(ct => CutAsync(retention, ct), cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        while (await StepAsync(DeleteAsync, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task<int> StepAsync(Func<CancellationToken, Task<int>> step, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<int>(
            async ct =>
            {
                await holds.LockAsync(ct).ConfigureAwait(false);
                return await step(ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return done.Value;
    }

    private async Task<int> CutAsync(TimeSpan retention, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var due = await store.ListDueAsync(now - retention, now, Chains, cancellationToken).ConfigureAwait(false);
        foreach (var cut in due)
        {
            store.Add(cut);
        }

        return due.Count;
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (var cut in await store.ListUndoneAsync(1, cancellationToken).ConfigureAwait(false))
        {
            return await store.DeleteAsync(cut, Records, cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }
}
