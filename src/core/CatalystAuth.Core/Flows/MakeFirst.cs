using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Makes an account before its first session, where more may be asked before that: the account, its place in an organisation, and the flow's next step
/// or its end are one transaction. Who leaves then has an account, and is asked for what is missing when they sign in.
/// </summary>
internal sealed class MakeFirst(KeptFlows kept, AfterProof afterProof, FinishFlow finish, JoinBySignUp join, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Does what a proof is to do first, and then asks what is left to ask. A refusal of that is told in the step.</summary>
    public async Task<Result<FlowResponse>> RunAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken)
    {
        Error? wrong = null;
        var done = await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                wrong = null;
                if (await kept.TakeAsync(turn, ct).ConfigureAwait(false) is not { } taken)
                {
                    return KeptFlows.Answered;
                }

                await finish.LockAsync(progress.State, ct).ConfigureAwait(false);
                if (!(await MakeAsync(progress, ct).ConfigureAwait(false)).TryGet(out var proof, out wrong))
                {
                    return wrong;
                }

                // What comes next is asked of the database, as for everybody.
                await unitOfWork.FlushAsync(ct).ConfigureAwait(false);
                var asked = await afterProof.ContinueAsync(proof, taken.Provider, ct).ConfigureAwait(false);
                return !asked.TryGet(out var next, out var refusal) ? refusal
                    : next.IsProven ? await finish.RunInsideAsync(taken, next, ct).ConfigureAwait(false)
                    : await kept.SaveInsideAsync(taken, next, ct).ConfigureAwait(false);
            },
            cancellationToken,
            onDuplicate: CreateAccount.Refused).ConfigureAwait(false);
        if (!done.IsSuccess && done.Error != FinishFlow.NoLonger && (done.Error == wrong || done.Error == CreateAccount.Refused))
        {
            var error = new FlowError(done.Error.Code, done.Error.Message);
            return await kept.SaveAsync(turn, FlowProgress.Ask(progress.State, progress.State.Step, error), cancellationToken).ConfigureAwait(false);
        }

        return done;
    }

    private async Task<Result<FlowProgress>> MakeAsync(FlowProgress progress, CancellationToken cancellationToken)
    {
        var state = progress.State;
        if (!(await progress.Finish!(cancellationToken).ConfigureAwait(false)).TryGet(out var account, out var refusal))
        {
            return refusal;
        }

        // Who is new enters an organisation with it, or is no account: later an invitation is not looked at as one to sign up by.
        if (state.User is null)
        {
            if (await join.RunAsync(state, account, cancellationToken).ConfigureAwait(false) is { } notJoined)
            {
                return notJoined;
            }

            state = state with { User = account.Id, Invitation = null };
        }

        return new FlowProgress(state with { ProvenAt = time.Now() }, IsProven: true);
    }
}
