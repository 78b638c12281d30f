using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Signing up: one prompt.</summary>
internal sealed class SignUpSteps(CreateAccount createAccount)
{
    private static readonly string[] Password = ["pwd"];

    private static readonly FlowStep Prompt = new(FlowStepKinds.Prompt) { Fields = ["email", "password", "name"] };

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        answers with { Invitation = null, Org = null } == new FlowAnswers()
            ? Task.FromResult<Result<FlowProgress>>(FlowProgress.Ask(state, Prompt))
            : AnswerAsync(state, answers, cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var errors = createAccount.Check(answers.Email, answers.Password, answers.Name);
        var progress = errors.Count > 0
            ? FlowProgress.Ask(state, Prompt, [.. errors])
            : new FlowProgress(state with { Step = Prompt, Amr = Password }, IsProven: true)
            {
                Finish = ct => createAccount.RunAsync(answers.Email!, answers.Password!, answers.Name!, platformAdmin: false, ct),
            };
        return Task.FromResult<Result<FlowProgress>>(progress);
    }
}
