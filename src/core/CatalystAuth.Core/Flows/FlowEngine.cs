using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Runs flows: which step is active, who answers it, and what becomes of the proof. How somebody proves who they are is the matter of the
/// <see cref="IFlowProvider"/>.
/// </summary>
internal sealed class FlowEngine(
    CallContext call, KeptFlows kept, EndedFlows ended, FlowLanes lanes, FlowProviders providers, SessionFlows withinSessions, AfterProof afterProof,
    MakeFirst makeFirst, FinishFlow finish, TimeProvider time)
{
    // Longer than any id or slug: what is kept of a flow has bounds, whoever sends it.
    private const int LongestOrg = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly Error OrgTooLong = Error.Field(
        FlowErrorCodes.InvalidAnswer, "org", $"An organisation is named by its id or slug, of at most {LongestOrg} characters.");

    private static readonly Error UnknownType = Error.Field(
        FlowErrorCodes.UnknownType, "type", $"A flow is one of {FlowTypes.SignIn}, {FlowTypes.SignUp}, {FlowTypes.Recovery}, {FlowTypes.StepUp}, {FlowTypes.EmailVerification}, {FlowTypes.PasskeySetup}.");

    private static readonly Error NotFound = new(
        FlowErrorCodes.NotFound, "There is no such flow, or it has expired or ended. Begin a new one.", ErrorKind.NotFound);

    public async Task<Result<FlowResponse>> StartAsync(StartFlowRequest request, CancellationToken cancellationToken)
    {
        if (providers.Find(request.Type) is not { } provider)
        {
            return UnknownType;
        }

        if (request.Browser != call.IsOfBrowser)
        {
            return FlowRefusals.NotABrowser;
        }

        if (!withinSessions.TryEnter(request.Type, out var within, out var refusal))
        {
            return refusal;
        }

        var now = time.Now();
        var answers = request.Answers ?? new();
        var begun = new FlowState(TypeId.New<FlowId>(now), request.Type, now + Lifetime) { LedBy = FlowProviders.NameOf(provider), Within = within };
        if (!Take(answers, begun, asked: null, now).TryGet(out var state, out refusal))
        {
            return refusal;
        }

        var progress = await provider.BeginAsync(state, answers, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(new FlowTurn(provider, Record: null, Secret: null) { Within = within }, progress, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<FlowResponse>> ReadAsync(FlowId id, string? secret, CancellationToken cancellationToken) =>
        await kept.OpenAsync(id, secret, cancellationToken).ConfigureAwait(false) is { } open && withinSessions.Lets(open.State)
            ? kept.Show(open.State, secret)
            : NotFound;

    public async Task<Result<FlowResponse>> AnswerAsync(FlowId id, AnswerFlowRequest request, CancellationToken cancellationToken)
    {
        if (await kept.OpenAsync(id, request.Secret, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            // In its lane too: of many guesses at once one is heard, and ends it.
            using var alone = await lanes.EnterAsync(id, cancellationToken).ConfigureAwait(false);
            return await RecallAsync(id, request, NotFound, cancellationToken).ConfigureAwait(false);
        }

        if (!withinSessions.Lets(found.State))
        {
            return NotFound;
        }

        using var turn = await lanes.EnterAsync(id, cancellationToken).ConfigureAwait(false);
        if (turn.Waited)
        {
            var version = found.Record.Version;
            if (await kept.OpenAsync(id, request.Secret, cancellationToken).ConfigureAwait(false) is not { } now || now.Record.Version != version)
            {
                return await RecallAsync(id, request, KeptFlows.Answered, cancellationToken).ConfigureAwait(false);
            }

            found = now;
        }

        var answered = await AnswerAsync(found, request, cancellationToken).ConfigureAwait(false);

        // By another node, which may have got the same answer.
        return !answered.IsSuccess && answered.Error == KeptFlows.Answered
            ? await RecallAsync(id, request, KeptFlows.Answered, cancellationToken).ConfigureAwait(false)
            : answered;
    }

    private async Task<Result<FlowResponse>> AnswerAsync(
        (FlowRecord Record, FlowState State) found, AnswerFlowRequest request, CancellationToken cancellationToken)
    {
        var (record, state) = found;
        var mark = kept.MarkOf(record.Id, request);
        if (kept.Recall(state, request, mark) is { } recalled)
        {
            return recalled;
        }

        if (request.Kind != state.Step.Kind)
        {
            return FlowRefusals.WrongStep(state.Step.Kind);
        }

        if (providers.Find(state) is not { } provider)
        {
            return NotFound;
        }

        var step = state.Step;
        if (!Take(request.Answers, state, step, time.Now()).TryGet(out state, out var refusal))
        {
            return refusal;
        }

        var turn = new FlowTurn(provider, record, request.Secret) { Answer = mark, Step = step, Within = state.Within };
        var progress = state is { User: not null, Within: null } && AfterProof.Asks(state.Step) && !IsRestart(state, request.Answers)
            ? await afterProof.AnswerAsync(state, request.Answers, provider, cancellationToken).ConfigureAwait(false)
            : await provider.AnswerAsync(state, request.Answers, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(turn, progress, cancellationToken).ConfigureAwait(false);
    }

    // What came of an answer that was sent before.
    private async Task<Result<FlowResponse>> RecallAsync(FlowId id, AnswerFlowRequest request, Error otherwise, CancellationToken cancellationToken)
    {
        var recalled = await kept.OpenAsync(id, request.Secret, cancellationToken).ConfigureAwait(false) is var (_, state)
            ? withinSessions.Lets(state) ? kept.Recall(state, request, kept.MarkOf(id, request)) : null
            : await ended.GiveAgainAsync(id, request, cancellationToken).ConfigureAwait(false);
        return recalled is null ? otherwise : recalled;
    }

    private async Task<Result<FlowResponse>> ContinueAsync(FlowTurn turn, Result<FlowProgress> result, CancellationToken cancellationToken)
    {
        if (!result.TryGet(out var progress, out var refusal))
        {
            return refusal;
        }

        // Whatever a provider makes of the state.
        progress = progress with { State = progress.State with { Within = turn.Within } };
        if (progress is { IsProven: true, State.Within: not null })
        {
            return await withinSessions.FinishAsync(turn, progress, cancellationToken).ConfigureAwait(false);
        }

        if (progress is { IsProven: true, Finish: not null } && afterProof.AsksOfNewAccounts(progress.State))
        {
            return await makeFirst.RunAsync(turn, progress, cancellationToken).ConfigureAwait(false);
        }

        if (progress.IsProven && !(await afterProof.ContinueAsync(progress, turn.Provider, cancellationToken).ConfigureAwait(false)).TryGet(out progress, out refusal))
        {
            return refusal;
        }

        if (!progress.IsProven)
        {
            return await kept.SaveAsync(turn, progress, cancellationToken).ConfigureAwait(false);
        }

        var done = await finish.RunAsync(turn, progress, cancellationToken).ConfigureAwait(false);

        // What was to be joined was closed meanwhile, is full or asks for more: nothing was, and the flow goes on from there.
        if (!done.IsSuccess && progress.State.Joins is not null
            && (await afterProof.ContinueAsync(progress, turn.Provider, cancellationToken).ConfigureAwait(false)).TryGet(out var again, out _) && !again.IsProven)
        {
            return await kept.SaveAsync(turn, again, cancellationToken).ConfigureAwait(false);
        }

        // What the identity provider refuses is a wrong answer, not a broken request.
        return done.IsSuccess || done.Error.Kind != ErrorKind.Invalid || progress.Finish is null
            ? done
            : await kept.SaveAsync(
                turn, FlowProgress.Ask(progress.State, progress.State.Step, new FlowError(done.Error.Code, done.Error.Message)), cancellationToken)
                .ConfigureAwait(false);
    }

    // Answers that may come with any step, and when: what is proven with them is not proven later than now. A recovery is into an account and no
    // organisation: nothing may come between the new password and the end.
    private static Result<FlowState> Take(FlowAnswers answers, FlowState before, FlowStep? asked, DateTimeOffset now) =>
        ProviderAnswers.WhyNot(answers.Values, asked) is { } tooMuch ? tooMuch
        : answers.Org is { Length: > LongestOrg } ? OrgTooLong
        : before.Within is not null ? before with { Org = before.Type == FlowTypes.StepUp ? answers.Org ?? before.Org : null }
        : before.Type == FlowTypes.Recovery ? LooksAs(answers, before) with { ProvenAt = before.User is null ? now : before.ProvenAt }
        : answers.Invitation is not null && !InvitationTokenText.TryParse(answers.Invitation, out _) ? InvitationRefusals.NotFound
        : LooksAs(answers, before) with
        {
            Org = answers.Org ?? before.Org,
            App = answers.App ?? before.App,
            Invitation = answers.Invitation ?? before.Invitation,
            ProvenAt = before.User is null ? now : before.ProvenAt,
        };

    private static FlowState LooksAs(FlowAnswers answers, FlowState before) =>
        answers.Org is null && answers.App is null
            ? before
            : before with { Look = new(answers.Org ?? before.Look?.Org, answers.App ?? before.Look?.App) };

    private static bool IsRestart(FlowState state, FlowAnswers answers) =>
        answers.Action == FlowActions.Restart && state.Step.Actions?.Contains(FlowActions.Restart) == true;
}
