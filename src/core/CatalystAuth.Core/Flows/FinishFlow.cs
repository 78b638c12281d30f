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

/// <summary>Ends a flow with a session, once. With it the account is made, when it is new, and an invitation accepted: all of it or nothing.</summary>
internal sealed class FinishFlow(
    CallContext call, IFlowStore flows, IUserStore users, AcceptInvitation acceptInvitation, BeginSession beginSession, EndSession endSession,
    Devices.Devices devices, KnownNetworks networks, ClientLabels clientLabels, IUnitOfWork unitOfWork, TimeProvider time)
{
    public static readonly Error NoLonger = new(
        FlowErrorCodes.InvalidCredentials, FlowRefusals.InvalidCredentials.Message, ErrorKind.Unauthenticated);

    public async Task<Result<FlowResponse>> RunAsync(FlowProgress progress, FlowRecord? record, Error answered, CancellationToken cancellationToken)
    {
        var state = progress.State;
        return await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                if (record is not null && !await flows.TryEndAsync(record.Id, record.Version, ct).ConfigureAwait(false))
                {
                    return answered;
                }

                await EndSessionBeforeAsync(state, ct).ConfigureAwait(false);
                if (!(progress.Finish is { } first
                    ? await first(ct).ConfigureAwait(false)
                    : await FindAsync(state, ct).ConfigureAwait(false)).TryGet(out var user, out var refusal))
                {
                    return refusal;
                }

                AcceptedInvitation? joined = null;
                if (state.Invitation is { } token
                    && !(await acceptInvitation.RunAsync(token, user, ct).ConfigureAwait(false)).TryGet(out joined, out refusal))
                {
                    return refusal;
                }

                _ = FlowRefusals.TryReadOrg(state.Org, out var org);
                if (!(await beginSession.RunAsync(user, state.Amr, org, ct).ConfigureAwait(false)).TryGet(out var begun, out refusal))
                {
                    return refusal;
                }

                await devices.SeeAsync(user, state.RemembersDevice, ct).ConfigureAwait(false);

                // Only a mailbox that is theirs: what was typed may be anybody's.
                if ((state.AddressProven ? state.Identifier : user.EmailVerified ? user.Email : null) is { } address)
                {
                    await networks.SeeAsync(address, ct).ConfigureAwait(false);
                }

                return new FlowResponse(state.Id, state.ExpiresAt, new FlowStep(FlowStepKinds.Done))
                {
                    User = await clientLabels.ShowAsync(user.ToContract(), ct).ConfigureAwait(false),
                    Session = begun.Session,
                    Tokens = begun.Tokens,
                    Joined = joined,
                };
            },
            cancellationToken,
            onDuplicate: CreateAccount.Refused).ConfigureAwait(false);
    }

    // The browser keeps one session: its cookie is replaced. That it has ended already is no matter. Users are locked in order, and before any
    // organisation.
    private async Task EndSessionBeforeAsync(FlowState state, CancellationToken cancellationToken)
    {
        if (call is not { IsOfBrowser: true, Actor: Actor.User before })
        {
            return;
        }

        foreach (var id in new[] { before.UserId, state.User ?? before.UserId }.Distinct().Order())
        {
            await users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        }

        await endSession.RunInsideAsync(
            before.UserId, before.SessionId, SessionEndReasons.SignedOut, cancellationToken, actor: before.UserId.ToString()).ConfigureAwait(false);
    }

    private async Task<Result<UserAccount>> FindAsync(FlowState state, CancellationToken cancellationToken)
    {
        await users.LockAsync(state.User!.Value, cancellationToken).ConfigureAwait(false);
        return await users.FindAsync(state.User.Value, cancellationToken).ConfigureAwait(false) is { } user && !user.IsBanned(time.Now())
            && !(user.SignedOutAt > state.ProvenAt)
            ? user
            : NoLonger;
    }
}
