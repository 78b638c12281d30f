using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Idempotency;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Transactions;

/// <summary>
/// One transaction on the scope's context. Not nested: a use case that another runs takes part in that one's unit of work, and
/// opening a second one inside is a mistake that throws.
/// </summary>
internal sealed class UnitOfWork(CatalystDbContext context, WriteGate gate, IdempotencyScope idempotency, CallContext call) : IUnitOfWork
{
    private const int MaxTries = 5;

    private readonly List<Func<CancellationToken, Task>> _beforeCommit = [];
    private List<Action>? _afterCommit;

    public Task FlushAsync(CancellationToken cancellationToken) => _afterCommit is not null
        ? context.SaveChangesAsync(cancellationToken)
        : throw new InvalidOperationException("FlushAsync is called inside of RunAsync.");

    public bool BeforeCommit(Func<CancellationToken, Task> action)
    {
        if (_afterCommit is null)
        {
            throw new InvalidOperationException("BeforeCommit is called inside of RunAsync.");
        }

        var isNew = !_beforeCommit.Contains(action);
        if (isNew)
        {
            _beforeCommit.Add(action);
        }

        return isNew;
    }

    public void AfterCommit(Action action)
    {
        var actions = _afterCommit ?? throw new InvalidOperationException("AfterCommit is called inside of RunAsync.");
        if (!actions.Contains(action))
        {
            actions.Add(action);
        }
    }

    public async Task<Result<T>> RunAsync<T>(
        Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null)
    {
        if (_afterCommit is not null)
        {
            throw new InvalidOperationException("A unit of work is running in this scope already; do the work inside of that one.");
        }

        if (context.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("Something was changed before the unit of work began; change it inside.");
        }

        // Here, as nothing is changed elsewhere: no use case can forget it.
        if (call.ChangeRefusal is { } refusal)
        {
            return refusal;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (onDuplicate is not null && DatabaseFailures.IsDuplicate(e))
            {
                return onDuplicate;
            }
            catch (Exception e) when (attempt < MaxTries && IsWorthAnotherTry(e))
            {
                // Once more from the start, now in sight of what the other transaction did.
            }
            catch (Exception e) when (DatabaseFailures.IsConflict(e))
            {
                throw new InfraException($"Other transactions came first {MaxTries} times.", e);
            }
            catch (Exception e) when (DatabaseFailures.IsOutage(e))
            {
                throw DatabaseFailures.Outage(e);
            }
        }
    }

    // Work that looks before it adds finds on its next try what collided with it. Only then is a duplicate a fault.
    private static bool IsWorthAnotherTry(Exception e) => DatabaseFailures.IsConflict(e) || DatabaseFailures.IsDuplicate(e);

    private async Task<Result<T>> TryAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        // What was read before the transaction may be old.
        context.ChangeTracker.Clear();
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        _afterCommit = [];
        _beforeCommit.Clear();
        List<Action> actions;
        Result<T> result;
        try
        {
            result = await RunInTransactionAsync(work, cancellationToken).ConfigureAwait(false);
            actions = _afterCommit;
        }
        finally
        {
            _afterCommit = null;
            context.ChangeTracker.Clear();
            gate.Leave();
        }

        if (result.IsSuccess)
        {
            idempotency.Commit();
            actions.ForEach(action => action());
        }

        return result;
    }

    private async Task<Result<T>> RunInTransactionAsync<T>(
        Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(context.Isolation, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (!await TryClaimAsync(cancellationToken).ConfigureAwait(false))
            {
                idempotency.Lose();
                return IdempotencyRefusals.InProgress;
            }

            var result = await work(cancellationToken).ConfigureAwait(false);
            if (!result.IsSuccess)
            {
                // Disposing rolls back.
                return result;
            }

            foreach (var action in _beforeCommit)
            {
                await action(cancellationToken).ConfigureAwait(false);
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

            // Not to be cancelled half-way: nobody would know whether it happened.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
    }

    /// <summary>
    /// Writes the call's idempotency key before its work: who comes second with the same key waits here for the first to commit,
    /// and then finds it taken. False then.
    /// </summary>
    private async Task<bool> TryClaimAsync(CancellationToken cancellationToken)
    {
        if (idempotency.Pending is not { } request)
        {
            return true;
        }

        try
        {
            context.Add(request);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseFailures.IsDuplicate(e))
        {
            return false;
        }
    }
}
