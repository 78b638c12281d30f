using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>Ends a flow with a session, once. With it the account is made, when it is new, an invitation accepted and an open organisation joined: all of it or nothing.</summary>
internal sealed class FinishFlow(
    CallContext call, KeptFlows kept, EndedFlows ended, IUserStore users, AcceptInvitation acceptInvitation, JoinByConsent joinByConsent, BeginSession beginSession, EndSession endSession,
    Devices.Devices devices, KnownNetworks networks, ClientLabels clientLabels, IUnitOfWork unitOfWork, TimeProvider time)
{
    public static readonly Error NoLonger = new(
        FlowErrorCodes.InvalidCredentials, FlowRefusals.InvalidCredentials.Message, ErrorKind.Unauthenticated);

    /// <summary>Ends it. A unit of work of its own.</summary>
    public Task<Result<FlowResponse>> RunAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken) => unitOfWork.RunAsync(
        ct => RunInsideAsync(turn, progress, ct), cancellationToken, onDuplicate: CreateAccount.Refused);

    /// <summary>Holds the users whose sessions begin and end with it: in order, after the flow and before any organisation.</summary>
    public async Task LockAsync(FlowState state, CancellationToken cancellationToken)
    {
        if (SessionBefore is not { } before)
        {
            return;
        }

        foreach (var id in new[] { before.UserId, state.User ?? before.UserId }.Distinct().Order())
        {
            await users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends it, as part of a larger unit of work.</summary>
    public async Task<Result<FlowResponse>> RunInsideAsync(FlowTurn turn, FlowProgress progress, CancellationToken cancellationToken)
    {
        var state = progress.State;
        if (!await kept.TryEndAsync(turn, cancellationToken).ConfigureAwait(false))
        {
            return KeptFlows.Answered;
        }

        await LockAsync(state, cancellationToken).ConfigureAwait(false);
        await EndSessionBeforeAsync(cancellationToken).ConfigureAwait(false);
        if (!(progress.Finish is { } first
            ? await first(cancellationToken).ConfigureAwait(false)
            : await FindAsync(state, cancellationToken).ConfigureAwait(false)).TryGet(out var user, out var refusal))
        {
            return refusal;
        }

        AcceptedInvitation? joined = null;
        if (state.Invitation is { } token
            && !(await acceptInvitation.RunAsync(token, user, cancellationToken).ConfigureAwait(false)).TryGet(out joined, out refusal))
        {
            return refusal;
        }

        if (await joinByConsent.RunAsync(state, user, cancellationToken).ConfigureAwait(false) is { } notJoined)
        {
            return notJoined;
        }

        _ = FlowRefusals.TryReadOrg(state.Org, out var org);
        if (!(await beginSession.RunAsync(user, state.Amr, org, cancellationToken).ConfigureAwait(false)).TryGet(out var begun, out refusal))
        {
            return refusal;
        }

        await devices.SeeAsync(user, state.RemembersDevice, cancellationToken).ConfigureAwait(false);

        // Only a mailbox that is theirs: what was typed may be anybody's.
        if ((state.AddressProven ? state.Identifier : user.EmailVerified ? user.Email : null) is { } address)
        {
            await networks.SeeAsync(address, cancellationToken).ConfigureAwait(false);
        }

        var response = new FlowResponse(state.Id, state.ExpiresAt, new FlowStep(FlowStepKinds.Done))
        {
            User = await clientLabels.ShowAsync(user.ToContract(), cancellationToken).ConfigureAwait(false),
            Session = begun.Session,
            Tokens = begun.Tokens,
            Joined = joined,
        };
        ended.Keep(turn, response);
        return response;
    }

    // The browser keeps one session: its cookie is replaced.
    private Actor.User? SessionBefore => call is { IsOfBrowser: true, Actor: Actor.User before } ? before : null;

    // That it has ended already is no matter.
    private async Task EndSessionBeforeAsync(CancellationToken cancellationToken)
    {
        if (SessionBefore is { } before)
        {
            await endSession.RunInsideAsync(
                before.UserId, before.SessionId, SessionEndReasons.SignedOut, cancellationToken, actor: before.UserId.ToString()).ConfigureAwait(false);
        }
    }

    private async Task<Result<UserAccount>> FindAsync(FlowState state, CancellationToken cancellationToken)
    {
        await users.LockAsync(state.User!.Value, cancellationToken).ConfigureAwait(false);
        return await users.FindAsync(state.User.Value, cancellationToken).ConfigureAwait(false) is { } user && user.Honours(state.ProvenAt, time.Now())
            ? user
            : NoLonger;
    }
}
