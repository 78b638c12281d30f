using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Flows;

/// <summary>The sign-in flow: identify, password, done.</summary>
internal sealed class SignIn(
    FlowSeal seal, IIdentityProvider identity, IUserStore users, EffectiveIdentityResolver effective, BeginSession beginSession,
    AcceptInvitation acceptInvitation, IUnitOfWork unitOfWork)
{
    private static readonly string[] Password = ["pwd"];

    private static readonly FlowError InvalidCredentials = new(
        FlowErrorCodes.InvalidCredentials, "The address or the password is wrong. After several failures wait some minutes.");

    public async Task<Result<FlowResponse>> ContinueAsync(
        FlowState state, FlowAnswers? answers, string? expectedKind, CancellationToken cancellationToken)
    {
        var active = state.Identifier is null ? FlowStepKinds.Identify : FlowStepKinds.Password;
        if (expectedKind is not null && expectedKind != active)
        {
            return FlowSteps.WrongStep(active);
        }

        if (answers?.Invitation is { } invitation && !InvitationTokenText.TryParse(invitation, out _))
        {
            return InvitationRefusals.NotFound;
        }

        state = state with { Identifier = state.Identifier ?? answers?.Identifier, Org = answers?.Org ?? state.Org, Invitation = answers?.Invitation ?? state.Invitation };
        if (string.IsNullOrWhiteSpace(state.Identifier) || state.Identifier.Length > EmailAddress.MaxLength)
        {
            return AskIdentifier(state, wasAnswered: answers is not null);
        }

        if (!FlowSteps.TryReadOrg(state.Org, out var org))
        {
            return AskPassword(state with { Org = null }, FlowSteps.NotInOrg);
        }

        if (answers?.Password is not { } password)
        {
            return AskPassword(state);
        }

        var userId = await identity.VerifyPasswordAsync(state.Identifier.Trim(), password, cancellationToken).ConfigureAwait(false);
        return userId is { } known
            ? await FinishAsync(state, known, org, cancellationToken).ConfigureAwait(false)
            : AskPassword(state, InvalidCredentials);
    }

    private async Task<Result<FlowResponse>> FinishAsync(FlowState state, UserId userId, OrgRef? org, CancellationToken cancellationToken)
    {
        if (org is { } wanted && await effective.ResolveAsync(userId, wanted, cancellationToken).ConfigureAwait(false) is null)
        {
            return AskPassword(state with { Org = null }, FlowSteps.NotInOrg);
        }

        return await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                if (await users.FindAsync(userId, ct).ConfigureAwait(false) is not { } user)
                {
                    return AskPassword(state, InvalidCredentials);
                }

                AcceptedInvitation? joined = null;
                if (state.Invitation is { } token
                    && !(await acceptInvitation.RunAsync(token, user, ct).ConfigureAwait(false)).TryGet(out joined, out var refusal))
                {
                    return refusal;
                }

                var (session, tokens) = await beginSession.RunAsync(user, Password, org, ct).ConfigureAwait(false);
                return FlowSteps.Done(state, user, session, tokens, joined);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private FlowResponse AskIdentifier(FlowState state, bool wasAnswered) => FlowSteps.Ask(
        seal, state with { Identifier = null }, FlowStepKinds.Identify, ["identifier"],
        wasAnswered ? [new(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier")] : null);

    private FlowResponse AskPassword(FlowState state, FlowError? error = null) =>
        FlowSteps.Ask(seal, state, FlowStepKinds.Password, ["password"], error is null ? null : [error]);
}
