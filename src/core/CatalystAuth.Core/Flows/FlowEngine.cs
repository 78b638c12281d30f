using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Keeps flows: who owns one, which step is active, that each answer counts once, and what becomes of the proof. How somebody proves who they are
/// is the matter of the <see cref="IFlowProvider"/>.
/// </summary>
internal sealed class FlowEngine(
    CallContext call, IFlowStore flows, FlowSeal seal, IEnumerable<IFlowProvider> providers, AfterProof afterProof, FinishFlow finish,
    JoinBySignUp join, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly Error UnknownType = Error.Field(
        FlowErrorCodes.UnknownType, "type", $"A flow is one of {FlowTypes.SignIn}, {FlowTypes.SignUp}, {FlowTypes.Recovery}.");

    private static readonly Error NotFound = new(
        FlowErrorCodes.NotFound, "There is no such flow, or it has expired or ended. Begin a new one.", ErrorKind.NotFound);

    private static readonly Error Answered = new(
        FlowErrorCodes.Answered, "Another answer to this step came first. Read the flow for where it stands.", ErrorKind.Conflict);

    public async Task<Result<FlowResponse>> StartAsync(StartFlowRequest request, CancellationToken cancellationToken)
    {
        if (providers.FirstOrDefault(provider => provider.Leads(request.Type)) is not { } provider)
        {
            return UnknownType;
        }

        if (request.Browser != call.IsOfBrowser)
        {
            return FlowRefusals.NotABrowser;
        }

        var now = time.Now();
        var answers = request.Answers ?? new();
        if (!TryTake(answers, new FlowState(TypeId.New<FlowId>(now), request.Type, now + Lifetime), now, out var state))
        {
            return InvitationRefusals.NotFound;
        }

        var progress = await provider.BeginAsync(state, answers, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(new Turn(provider, Record: null, Secret: null), progress, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<FlowResponse>> ReadAsync(FlowId id, string? secret, CancellationToken cancellationToken) =>
        await OpenAsync(id, secret, cancellationToken).ConfigureAwait(false) is { } open ? Show(open.State, secret) : NotFound;

    public async Task<Result<FlowResponse>> AnswerAsync(FlowId id, AnswerFlowRequest request, CancellationToken cancellationToken)
    {
        if (await OpenAsync(id, request.Secret, cancellationToken).ConfigureAwait(false) is not var (record, state))
        {
            return NotFound;
        }

        var hash = HashOf(request);
        if (request.Kind != state.Step.Kind)
        {
            // Sent again because the answer to it got lost: it counted, so here is where the flow stands.
            return state.LastAnswer is { } last && CryptographicOperations.FixedTimeEquals(last, hash)
                ? Show(state, request.Secret)
                : FlowRefusals.WrongStep(state.Step.Kind);
        }

        if (!TryTake(request.Answers, state, time.Now(), out state))
        {
            return InvitationRefusals.NotFound;
        }

        var provider = providers.First(provider => provider.Leads(state.Type));
        var turn = new Turn(provider, record, request.Secret) { Answer = hash, Kind = request.Kind };
        var progress = state.User is not null && AfterProof.Asks(state.Step) && !IsRestart(state, request.Answers)
            ? await afterProof.AnswerAsync(state, request.Answers, cancellationToken).ConfigureAwait(false)
            : await provider.AnswerAsync(state, request.Answers, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(turn, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FlowResponse>> ContinueAsync(Turn turn, Result<FlowProgress> result, CancellationToken cancellationToken)
    {
        if (!result.TryGet(out var progress, out var refusal))
        {
            return refusal;
        }

        if (progress is { IsProven: true, Finish: { } make } && afterProof.AsksOfNewAccounts(progress.State))
        {
            progress = await MakeFirstAsync(progress, make, cancellationToken).ConfigureAwait(false);
        }

        if (progress.IsProven && !(await afterProof.ContinueAsync(progress, turn.Provider, cancellationToken).ConfigureAwait(false)).TryGet(out progress, out refusal))
        {
            return refusal;
        }

        if (!progress.IsProven)
        {
            return await SaveAsync(turn, progress, cancellationToken).ConfigureAwait(false);
        }

        var done = await finish.RunAsync(progress, turn.Record, Answered, cancellationToken).ConfigureAwait(false);

        // What was to be joined was closed meanwhile, is full or asks for more: nothing was, and the flow goes on from there.
        if (!done.IsSuccess && progress.State.Joins is not null
            && (await afterProof.ContinueAsync(progress, turn.Provider, cancellationToken).ConfigureAwait(false)).TryGet(out var again, out _) && !again.IsProven)
        {
            return await SaveAsync(turn, again, cancellationToken).ConfigureAwait(false);
        }

        // What the identity provider refuses is a wrong answer, not a broken request.
        return done.IsSuccess || done.Error.Kind != ErrorKind.Invalid || progress.Finish is null
            ? done
            : await SaveAsync(
                turn, FlowProgress.Ask(progress.State, progress.State.Step, new FlowError(done.Error.Code, done.Error.Message)), cancellationToken)
                .ConfigureAwait(false);
    }

    // Without a session: who leaves now has an account, and is asked for what is missing when they sign in.
    private async Task<FlowProgress> MakeFirstAsync(
        FlowProgress progress, Func<CancellationToken, Task<Result<UserAccount>>> make, CancellationToken cancellationToken)
    {
        var made = await unitOfWork.RunAsync<UserAccount>(
            async ct =>
            {
                if (!(await make(ct).ConfigureAwait(false)).TryGet(out var account, out var wrong))
                {
                    return wrong;
                }

                // With the account, or neither: who was to enter an organisation is no account without it.
                return await join.RunAsync(progress.State, account, ct).ConfigureAwait(false) is { } notJoined ? notJoined : account;
            },
            cancellationToken,
            onDuplicate: CreateAccount.Refused).ConfigureAwait(false);
        return made.TryGet(out var user, out var refusal)
            ? new(progress.State with { User = user.Id, Invitation = null, ProvenAt = time.Now() }, IsProven: true)
            : FlowProgress.Ask(progress.State, progress.State.Step, new FlowError(refusal.Code, refusal.Message));
    }

    private async Task<Result<FlowResponse>> SaveAsync(Turn turn, FlowProgress progress, CancellationToken cancellationToken)
    {
        var moved = turn.Kind is not null && progress.State.Step.Kind != turn.Kind;
        var state = moved ? progress.State with { LastAnswer = turn.Answer } : progress.State;
        var secret = turn.Secret ?? call.FlowSecret ?? OpaqueSecret.New();
        return await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
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
                else if (!await flows.TryAdvanceAsync(record.Id, record.Version, seal.Seal(state), ct).ConfigureAwait(false))
                {
                    return Answered;
                }

                if (progress.Effect is { } effect)
                {
                    await effect(ct).ConfigureAwait(false);
                }

                return Show(state, secret);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<(FlowRecord Record, FlowState State)?> OpenAsync(FlowId id, string? given, CancellationToken cancellationToken)
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

    // Answers that may come with any step, and when: what is proven with them is not proven later than now.
    private static bool TryTake(FlowAnswers answers, FlowState before, DateTimeOffset now, out FlowState state)
    {
        state = before with
        {
            Org = answers.Org ?? before.Org,
            App = answers.App ?? before.App,
            Invitation = answers.Invitation ?? before.Invitation,
            ProvenAt = before.User is null ? now : before.ProvenAt,
        };
        return answers.Invitation is null || InvitationTokenText.TryParse(answers.Invitation, out _);
    }

    private static bool IsRestart(FlowState state, FlowAnswers answers) =>
        answers.Action == FlowActions.Restart && state.Step.Actions?.Contains(FlowActions.Restart) == true;

    private FlowResponse Show(FlowState state, string? secret) => new(state.Id, state.ExpiresAt, state.Step)
    {
        Secret = call.IsOfBrowser ? null : secret,
    };

    private static byte[] HashOf(AnswerFlowRequest request) => SHA256.HashData(
        [.. Encoding.UTF8.GetBytes(request.Kind + "\n"), .. JsonSerializer.SerializeToUtf8Bytes(request.Answers, FlowStateJsonContext.Default.FlowAnswers)]);

    /// <summary>One request to a flow.</summary>
    /// <param name="Provider">Who leads it.</param>
    /// <param name="Record">The flow as it was found; null when it begins.</param>
    /// <param name="Secret">The secret that came with it; null from a browser, and when it begins.</param>
    private sealed record Turn(IFlowProvider Provider, FlowRecord? Record, string? Secret)
    {
        public byte[]? Answer { get; init; }

        public string? Kind { get; init; }
    }
}
