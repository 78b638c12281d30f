using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Makes an address the user's own by a code that is sent there, as <c>/v1/me/emails</c> does: the same codes, tries and limits.</summary>
internal sealed class EmailVerificationSteps(AddEmail addEmail, VerifyEmail verifyEmail, FreshSession fresh)
{
    public async Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven
        : answers.Identifier is { } address
            ? await SendAsync(state, address.Trim(), cancellationToken).ConfigureAwait(false)
            : AskAddress(state);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) => answers.Action switch
    {
        FlowActions.Restart => Task.FromResult<Result<FlowProgress>>(AskAddress(state with { Identifier = null })),
        FlowActions.Resend when state.Identifier is { } address => SendAsync(state, address, cancellationToken),
        _ => state.Step.Kind == FlowStepKinds.EmailSent
            ? CheckAsync(state, answers.Code, cancellationToken)
            : SendAsync(state, answers.Identifier?.Trim() ?? string.Empty, cancellationToken),
    };

    private async Task<Result<FlowProgress>> SendAsync(FlowState state, string address, CancellationToken cancellationToken) =>
        (await addEmail.RunAsync(new(address), cancellationToken).ConfigureAwait(false)).TryGet(out var added, out var refusal)
            ? Ask(state with { Identifier = added.Address })
            : refusal.Code == UserErrorCodes.InvalidEmail ? AskAddress(state, new FlowError(FlowErrorCodes.InvalidAnswer, refusal.Message, "identifier"))
            : refusal;

    private async Task<Result<FlowProgress>> CheckAsync(FlowState state, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return Ask(state, FlowRefusals.InvalidCode);
        }

        var verified = await verifyEmail.RunAsync(state.Identifier!, new(code), cancellationToken).ConfigureAwait(false);
        return verified.TryGet(out _, out var refusal) ? new FlowProgress(state, IsProven: true)
            : refusal.Kind == ErrorKind.Invalid ? Ask(state, FlowRefusals.InvalidCode)
            : refusal;
    }

    private static FlowProgress AskAddress(FlowState state, params ReadOnlySpan<FlowError> errors) =>
        FlowProgress.Ask(state, new(FlowStepKinds.Identify) { Fields = ["identifier"] }, errors);

    private static FlowProgress Ask(FlowState state, params ReadOnlySpan<FlowError> errors) => FlowProgress.Ask(
        state,
        new(FlowStepKinds.EmailSent)
        {
            Fields = ["code"],
            Method = FlowMethods.Email,
            Identifier = state.Identifier,
            Actions = [FlowActions.Resend, FlowActions.Restart],
        },
        errors);
}
