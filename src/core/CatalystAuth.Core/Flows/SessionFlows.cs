using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Flows within a session: whoever begins one has to be signed in, by nobody else it is answered, and it ends with the session that there is. What a browser's
/// session is raised by is a flow of that browser, so that no script gets a token for its cookie.
/// </summary>
internal sealed class SessionFlows(
    CallContext call, KeptFlows kept, EndedFlows ended, IUserStore users, ISessionStore sessions, StepUp stepUp, ClientLabels clientLabels, IUnitOfWork unitOfWork)
{
    /// <summary>Whether who calls may begin a flow of a type, and within which session; none for one that begins a session.</summary>
    public bool TryEnter(string type, out FlowSession? within, [NotNullWhen(false)] out Error? refusal)
    {
        (within, refusal) = (null, null);
        return !FlowTypes.IsWithinSession(type) || Current().TryGet(out within, out refusal);
    }

    /// <summary>Whether who calls may answer it.</summary>
    public bool Lets(FlowState state) => state.Within is null || (Current().TryGet(out var session, out _) && session == state.Within);

    /// <summary>Ends it. A unit of work of its own.</summary>
    public Task<Result<FlowResponse>> FinishAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync(ct => FinishInsideAsync(turn, progress, ct), cancellationToken);

    private async Task<Result<FlowResponse>> FinishInsideAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken)
    {
        var state = progress.State;
        if (!await kept.TryEndAsync(turn, cancellationToken).ConfigureAwait(false))
        {
            return KeptFlows.Answered;
        }

        // By somebody else's proof, as a provider may have it, nobody's session is raised.
        if (call.Actor is not Actor.User caller || (state.User ?? caller.UserId) != caller.UserId)
        {
            return Refusals.Unauthenticated;
        }

        if (progress.Finish is { } first
            && (!(await first(cancellationToken).ConfigureAwait(false)).TryGet(out var whose, out var refusal) || whose.Id != caller.UserId))
        {
            return refusal ?? Refusals.Unauthenticated;
        }

        return await (state.Type == FlowTypes.StepUp ? RaiseAsync(caller, turn, state, cancellationToken) : TellAsync(caller, turn, state, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<Result<FlowResponse>> RaiseAsync(Actor.User caller, FlowTurn turn, FlowState state, CancellationToken cancellationToken)
    {
        if (!FlowRefusals.TryReadOrg(state.Org, out var org))
        {
            return TokenRefusals.InvalidTarget;
        }

        if (state.Amr.Count == 0)
        {
            return Refusals.Unauthenticated;
        }

        if (!(await stepUp.RaiseAsync(caller, state.Amr, org, cancellationToken).ConfigureAwait(false)).TryGet(out var raised, out var refusal))
        {
            return refusal;
        }

        // Proven it is, also where the organisation asks for more: that is told, and the token is for no organisation.
        var step = new FlowStep(FlowStepKinds.Done)
        {
            Errors = raised.Access.Unmet is { } unmet ? [new(unmet.Code, unmet.Message, "org")] : null,
        };
        return await DoneAsync(turn, state, step, raised.User, raised.Session, stepUp.Tell(raised), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FlowResponse>> TellAsync(Actor.User caller, FlowTurn turn, FlowState state, CancellationToken cancellationToken) =>
        await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is { } user
            && await sessions.FindAsync(caller.SessionId, cancellationToken).ConfigureAwait(false) is { } session
                ? await DoneAsync(turn, state, new(FlowStepKinds.Done), user, session, steppedUp: null, cancellationToken).ConfigureAwait(false)
                : Refusals.Unauthenticated;

    private async Task<FlowResponse> DoneAsync(
        FlowTurn turn, FlowState state, FlowStep step, UserAccount user, UserSession session, SteppedUp? steppedUp, CancellationToken cancellationToken)
    {
        var response = new FlowResponse(state.Id, state.ExpiresAt, step)
        {
            User = await clientLabels.ShowAsync(user.ToContract(), cancellationToken).ConfigureAwait(false),
            Session = session.ToContract(isCurrent: true),
            SteppedUp = steppedUp,
        };
        ended.Keep(turn, response);
        return response;
    }

    private Result<FlowSession> Current() =>
        !MyAccount.Themselves(call).TryGet(out var caller, out var refusal) ? refusal
        : call.IsOfBrowser != call.CookieHash is not null ? FlowRefusals.NotOfCaller
        : new FlowSession(caller.UserId, caller.SessionId);
}
