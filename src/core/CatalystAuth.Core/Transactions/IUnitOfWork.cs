using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Transactions;

/// <summary>All or nothing: what a use case changes, its audit record and its event are one transaction.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Runs the work in a transaction: commits when it succeeds, rolls back when it refuses or throws. Runs it again from the
    /// start when another transaction changed the same thing meanwhile, so work must have no other effects.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="onDuplicate">The refusal when a unique value was taken meanwhile; without it that throws.</param>
    Task<Result<T>> RunAsync<T>(
        Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null);

    /// <summary>Writes what the current work has changed so far, so that what it reads from here on is that. Nothing is committed by it.</summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Registers what is left to be done in the transaction of the current work before it commits. The same action given twice runs once;
    /// true for the first time.
    /// </summary>
    bool BeforeCommit(Func<CancellationToken, Task> action);

    /// <summary>Registers what follows a commit of the current work; nothing happens when it does not commit. The same action given twice
    /// runs once.</summary>
    void AfterCommit(Action action);
}
