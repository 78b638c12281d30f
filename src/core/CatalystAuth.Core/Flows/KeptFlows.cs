using System.Security.Cryptography;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Flows;

/// <summary>Flows between two requests: who owns one, where it stands, and that of two answers at once one counts.</summary>
internal sealed class KeptFlows(CallContext call, IFlowStore flows, FlowSeal seal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public static readonly Error Answered = new(
        FlowErrorCodes.Answered, "Another answer to this step came first. Read the flow for where it stands.", ErrorKind.Conflict);

    // As long as a caller waits for an answer, and no longer: what was wrong then may be right later.
    private static readonly TimeSpan GuessKept = TimeSpan.FromSeconds(30);

    /// <summary>The mark of an answer of the flow's owner.</summary>
    public byte[] MarkOf(FlowId id, AnswerFlowRequest request) => FlowKeys.Of(id, (call.IsOfBrowser ? call.FlowSecret : request.Secret)!).MarkOf(request);

    /// <summary>
    /// Where a flow stands, for an answer that was given before and is sent again because what was answered got lost: it counted. Null for any other.
    /// </summary>
    public FlowResponse? Recall(FlowState state, AnswerFlowRequest request, byte[] mark) =>
        request.Kind != state.Step.Kind || ProviderAnswers.AreOfAnother(request.Answers.Values, state.Step)
            ? state.LastAnswer is { } last && CryptographicOperations.FixedTimeEquals(last, mark) ? Show(state, request.Secret) : null
            : state.Refused is { } refused && time.Now() < refused.At + GuessKept && CryptographicOperations.FixedTimeEquals(refused.Mark, mark)
                ? Show(state, request.Secret)
                : null;

    /// <summary>A flow as it was left; null for who does not own it, and when it has expired or ended.</summary>
    public async Task<(FlowRecord Record, FlowState State)?> OpenAsync(FlowId id, string? given, CancellationToken cancellationToken)
    {
        var secret = call.IsOfBrowser ? call.FlowSecret : given;
        return OpaqueSecret.HashOf(secret) is { } hash
            && await flows.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } record
            && record.IsOfBrowser == call.IsOfBrowser
            && record.ExpiresAt > time.Now()
            && CryptographicOperations.FixedTimeEquals(record.SecretHash, hash)
            && seal.Open(record.State) is { } state
                ? (record, state)
                : null;
    }

    /// <summary>Where a flow stands, for its owner.</summary>
    public FlowResponse Show(FlowState state, string? secret) => new(state.Id, state.ExpiresAt, state.Step)
    {
        Secret = call.IsOfBrowser ? null : secret,
    };

    /// <summary>
    /// Takes the turn before anything else is done in a unit of work, so that another answer waits for its end, and then does not count. The turn that
    /// goes on; null when another came first.
    /// </summary>
    public async Task<FlowTurn?> TakeAsync(FlowTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Record is not { } record)
        {
            return turn;
        }

        return await flows.TryAdvanceAsync(record.Id, record.Version, record.State, cancellationToken).ConfigureAwait(false)
            ? turn with
            {
                Record = new()
                {
                    Id = record.Id,
                    SecretHash = record.SecretHash,
                    IsOfBrowser = record.IsOfBrowser,
                    State = record.State,
                    Version = record.Version + 1,
                    ExpiresAt = record.ExpiresAt,
                },
            }
            : null;
    }

    /// <summary>Saves where a flow stands. A unit of work of its own.</summary>
    public Task<Result<FlowResponse>> SaveAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync(ct => SaveInsideAsync(turn, progress, ct), cancellationToken);

    /// <summary>Saves where a flow stands, as part of a larger unit of work.</summary>
    public async Task<Result<FlowResponse>> SaveInsideAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken)
    {
        progress = ProviderAnswers.Check(progress);
        var moved = turn.Step is { } before && ProviderAnswers.AsksElse(before, progress.State.Step);
        var state = moved ? progress.State with { LastAnswer = turn.Answer, Refused = null } : progress.State with { Refused = RefusedIn(turn, progress.State.Step) };
        var secret = turn.Secret ?? call.FlowSecret ?? OpaqueSecret.New();
        if (turn.Record is not { } record)
        {
            flows.Add(new()
            {
                Id = state.Id,
                SecretHash = OpaqueSecret.HashOf(secret)!,
                IsOfBrowser = call.IsOfBrowser,
                State = seal.Seal(state),
                Version = 0,
                ExpiresAt = state.ExpiresAt,
            });
        }
        else if (!await flows.TryAdvanceAsync(record.Id, record.Version, seal.Seal(state), cancellationToken).ConfigureAwait(false))
        {
            return Answered;
        }

        if (progress.Effect is { } effect)
        {
            await effect(cancellationToken).ConfigureAwait(false);
        }

        return Show(state, secret);
    }

    // What anybody may ask again is no guess: another look at it costs nothing, and may find something else.
    private RefusedAnswer? RefusedIn(FlowTurn turn, FlowStep step) =>
        turn.Answer is { } mark && step.Errors?.Any(error => error.Code is FlowErrorCodes.InvalidCredentials or FlowErrorCodes.InvalidCode) == true
            ? new(mark, time.Now())
            : null;

    /// <summary>Ends a flow in a unit of work; false when another answer came first. One that was never saved needs no end.</summary>
    public async Task<bool> TryEndAsync(FlowTurn turn, CancellationToken cancellationToken) =>
        turn.Record is not { } record || await flows.TryEndAsync(record.Id, record.Version, cancellationToken).ConfigureAwait(false);
}
