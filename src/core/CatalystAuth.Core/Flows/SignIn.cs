using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Flows;

/// <summary>The sign-in flow: identify, password, done.</summary>
internal sealed class SignIn(
    FlowSeal seal, PasswordProof passwords, IUserStore users, IEmailStore emails, EffectiveIdentityResolver effective, BeginSession beginSession,
    IOrgStore orgs, IMembershipStore memberships, AcceptInvitation acceptInvitation, ClientLabels clientLabels, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private static readonly string[] Password = ["pwd"];

    private static readonly FlowError InvalidCredentials = new(
        FlowErrorCodes.InvalidCredentials, "The address or the password is wrong.");

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

        var typed = state.Identifier.Trim();
        var address = await SignInAddressAsync(typed, cancellationToken).ConfigureAwait(false);
        var proven = await passwords.VerifyAsync(typed, address, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var userId, out var refusal) ? refusal
            : userId is { } known ? await FinishAsync(state, known, org, cancellationToken).ConfigureAwait(false)
            : AskPassword(state, InvalidCredentials);
    }

    // Any proven address signs in; the identity provider knows the primary one.
    private async Task<string> SignInAddressAsync(string identifier, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(identifier)
            ? await emails.FindPrimaryOfAsync(EmailAddress.KeyOf(identifier), cancellationToken).ConfigureAwait(false) ?? identifier
            : identifier;

    private async Task<Result<FlowResponse>> FinishAsync(FlowState state, UserId userId, OrgRef? org, CancellationToken cancellationToken)
    {
        // Before anything else is said: who is banned learns no more than who has the wrong password.
        if (await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } found || found.IsBanned(time.Now()))
        {
            return AskPassword(state, InvalidCredentials);
        }

        if (org is { } wanted && await effective.ResolveAsync(userId, wanted, cancellationToken).ConfigureAwait(false) is null)
        {
            return AskPassword(state with { Org = null }, await WhyNotAsync(userId, wanted, cancellationToken).ConfigureAwait(false));
        }

        return await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                await users.LockAsync(userId, ct).ConfigureAwait(false);
                if (await users.FindAsync(userId, ct).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
                {
                    return AskPassword(state, InvalidCredentials);
                }

                AcceptedInvitation? joined = null;
                Error? refusal;
                if (state.Invitation is { } token
                    && !(await acceptInvitation.RunAsync(token, user, ct).ConfigureAwait(false)).TryGet(out joined, out refusal))
                {
                    return refusal;
                }

                if (!(await beginSession.RunAsync(user, Password, org, ct).ConfigureAwait(false)).TryGet(out var begun, out refusal))
                {
                    return refusal;
                }

                var done = FlowSteps.Done(state, user, begun.Session, begun.Tokens, joined);
                return done with { User = await clientLabels.ShowAsync(done.User!, ct).ConfigureAwait(false) };
            },
            cancellationToken).ConfigureAwait(false);
    }

    // That an organisation is stopped is told to its members only.
    private async Task<FlowError> WhyNotAsync(UserId user, OrgRef reference, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            && Refusals.Stopped(org.Status) is { } stopped
            && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? new(stopped.Code, stopped.Message, "org")
            : FlowSteps.NotInOrg;

    private FlowResponse AskIdentifier(FlowState state, bool wasAnswered) => FlowSteps.Ask(
        seal, state with { Identifier = null }, FlowStepKinds.Identify, ["identifier"],
        wasAnswered ? [new(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier")] : null);

    private FlowResponse AskPassword(FlowState state, FlowError? error = null) =>
        FlowSteps.Ask(seal, state, FlowStepKinds.Password, ["password"], error is null ? null : [error]);
}
