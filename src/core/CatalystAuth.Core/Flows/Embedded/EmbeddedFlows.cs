using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>The flows of the built-in identity provider.</summary>
internal sealed class EmbeddedFlows(
    SignInSteps signIn, SignUpSteps signUp, RecoverySteps recovery, SecondFactorSteps secondFactor, StepUpSteps stepUp, EmailVerificationSteps emailVerification,
    PasskeySetupSteps passkeySetup) : IFlowProvider
{
    public bool Leads(string type) => type is FlowTypes.SignIn or FlowTypes.SignUp or FlowTypes.Recovery || FlowTypes.IsWithinSession(type);

    // No step of its own has prompts.
    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        answers.Values is not null ? Task.FromResult<Result<FlowProgress>>(ProviderAnswers.NotAsked) : state.Type switch
        {
            FlowTypes.SignIn => signIn.BeginAsync(state, answers, cancellationToken),
            FlowTypes.SignUp => signUp.BeginAsync(state, answers, cancellationToken),
            FlowTypes.StepUp => stepUp.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.EmailVerification => emailVerification.BeginAsync(state, answers, cancellationToken),
            FlowTypes.PasskeySetup => passkeySetup.BeginAsync(state, cancellationToken),
            _ => recovery.BeginAsync(state, answers, cancellationToken),
        };

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        state.Type switch
        {
            // An account that was made on the way may have got one meanwhile.
            FlowTypes.SignUp when state is { User: not null, Step.Kind: FlowStepKinds.Mfa } => secondFactor.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.SignIn => signIn.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.SignUp => signUp.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.StepUp => stepUp.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.EmailVerification => emailVerification.AnswerAsync(state, answers, cancellationToken),
            FlowTypes.PasskeySetup => passkeySetup.AnswerAsync(state, answers, cancellationToken),
            _ => recovery.AnswerAsync(state, answers, cancellationToken),
        };

    public Task<FlowProgress?> AskSecondFactorAsync(FlowState state, CancellationToken cancellationToken) => secondFactor.AskAsync(state, cancellationToken);

    public Task<FlowProgress?> AskMissingFactorAsync(FlowState state, CancellationToken cancellationToken) =>
        secondFactor.AskMissingAsync(state, cancellationToken);
}
