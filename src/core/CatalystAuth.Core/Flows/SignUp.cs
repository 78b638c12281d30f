using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Flows;

/// <summary>The sign-up flow: one prompt, done.</summary>
internal sealed class SignUp(FlowSeal seal, CreateAccount createAccount, AcceptInvitation acceptInvitation, BeginSession beginSession, IUnitOfWork unitOfWork)
{
    private static readonly string[] Fields = ["email", "password", "name"];
    private static readonly string[] Password = ["pwd"];

    public async Task<Result<FlowResponse>> ContinueAsync(
        FlowState state, FlowAnswers? answers, string? expectedKind, CancellationToken cancellationToken)
    {
        if (expectedKind is not null && expectedKind != FlowStepKinds.Prompt)
        {
            return FlowSteps.WrongStep(FlowStepKinds.Prompt);
        }

        if (answers?.Invitation is { } invitation && !InvitationTokenText.TryParse(invitation, out _))
        {
            return InvitationRefusals.NotFound;
        }

        state = state with { Invitation = answers?.Invitation ?? state.Invitation };
        if (answers is null)
        {
            return FlowSteps.Ask(seal, state, FlowStepKinds.Prompt, Fields);
        }

        var errors = createAccount.Check(answers.Email, answers.Password, answers.Name);
        if (errors.Count > 0)
        {
            return FlowSteps.Ask(seal, state, FlowStepKinds.Prompt, Fields, errors);
        }

        var finished = await unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                var created = await createAccount.RunAsync(answers.Email!, answers.Password!, answers.Name!, platformAdmin: false, ct)
                    .ConfigureAwait(false);
                if (!created.TryGet(out var user, out var refusal))
                {
                    return refusal;
                }

                AcceptedInvitation? joined = null;
                if (state.Invitation is { } token
                    && !(await acceptInvitation.RunAsync(token, user, ct).ConfigureAwait(false)).TryGet(out joined, out refusal))
                {
                    return refusal;
                }

                return (await beginSession.RunAsync(user, Password, org: null, ct).ConfigureAwait(false)).TryGet(out var begun, out refusal)
                    ? FlowSteps.Done(state, user, begun.Session, begun.Tokens, joined)
                    : refusal;
            },
            cancellationToken,
            onDuplicate: Refused).ConfigureAwait(false);

        // What the identity provider refuses is a wrong answer, not a broken request.
        return finished.IsSuccess || finished.Error.Kind != ErrorKind.Invalid
            ? finished
            : FlowSteps.Ask(seal, state, FlowStepKinds.Prompt, Fields, [new(finished.Error.Code, finished.Error.Message)]);
    }

    internal static readonly Error Refused = new(
        FlowErrorCodes.SignUpRefused, "An account can't be made with these answers. If you have one, sign in.", ErrorKind.Invalid);
}
