using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>The flows of the built-in identity provider.</summary>
internal sealed class EmbeddedFlows(SignInSteps signIn, SignUpSteps signUp) : IFlowProvider
{
    public bool Leads(string type) => type is FlowTypes.SignIn or FlowTypes.SignUp;

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        state.Type == FlowTypes.SignIn
            ? signIn.BeginAsync(state, answers, cancellationToken)
            : signUp.BeginAsync(state, answers, cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        state.Type == FlowTypes.SignIn
            ? signIn.AnswerAsync(state, answers, cancellationToken)
            : signUp.AnswerAsync(state, answers, cancellationToken);
}
