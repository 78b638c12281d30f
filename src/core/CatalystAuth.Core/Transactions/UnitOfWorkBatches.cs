using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Transactions;

/// <summary>Much work in many small transactions.</summary>
internal static class UnitOfWorkBatches
{
    /// <summary>Works until less than a batch was left to do.</summary>
    /// <param name="unitOfWork">Where.</param>
    /// <param name="batch">How much is done at once.</param>
    /// <param name="work">Does a batch, and says how much it was.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="InfraException">A batch could not be done.</exception>
    public static async Task RepeatAsync(
        this IUnitOfWork unitOfWork, int batch, Func<CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var done = await unitOfWork.RunAsync<int>(async ct => await work(ct).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (!done.TryGet(out var count, out var error))
            {
                throw new InfraException($"A batch can't be done: {error.Code}.");
            }

            if (count < batch)
            {
                return;
            }
        }
    }
}
