using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Flows;

/// <summary>Identity flows: sign-up and sign-in, step by step or in one request.</summary>
public interface IAuth
{
    /// <summary>
    /// Begins a flow, with the answers that are known already. <c>POST /v1/auth/flows</c>
    /// A wrong answer is not a refusal: the same step comes back with <see cref="FlowStep.Errors"/>. Flows within a session begin and go on with its access token.
    /// </summary>
    Task<Result<FlowResponse>> StartFlowAsync(StartFlowRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Where a flow stands, for who comes back to it: after a reload, by a mail's link, or when an answer got lost. <c>GET /v1/auth/flows/{id}</c>
    /// </summary>
    /// <param name="flow">The flow.</param>
    /// <param name="secret">Its secret; null from a browser, whose cookie is asked for.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<FlowResponse>> ReadFlowAsync(FlowId flow, string? secret, CancellationToken cancellationToken = default);

    /// <summary>Answers the active step of a flow. <c>POST /v1/auth/flows/{id}</c></summary>
    Task<Result<FlowResponse>> AnswerFlowAsync(FlowId flow, AnswerFlowRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Proves anew who the user is, for what asks for a fresh proof (<c>auth.step_up_required</c>). <c>POST /v1/auth/step-up</c>
    /// </summary>
    Task<Result<SteppedUp>> StepUpAsync(StepUpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for a passkey of the caller's, as a proof for <see cref="StepUpAsync"/>. <c>POST /v1/auth/step-up/passkey</c></summary>
    Task<Result<PasskeyChallenge>> BeginStepUpPasskeyAsync(CancellationToken cancellationToken = default);

    /// <summary>How good a password would be, while it is typed. <c>POST /v1/auth/password-strength</c></summary>
    Task<Result<PasswordStrength>> RatePasswordAsync(PasswordStrengthRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends the session that this call is made with. <c>POST /v1/auth/sign-out</c></summary>
    Task<Result> SignOutAsync(CancellationToken cancellationToken = default);
}
