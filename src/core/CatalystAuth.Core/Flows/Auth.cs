using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Flows;

/// <summary>The identity flows behind their contract.</summary>
internal sealed class Auth(CallContext call, FlowEngine flows, EndSession endSession, StepUp stepUp, RatePassword ratePassword) : IAuth
{
    public Task<Result<FlowResponse>> StartFlowAsync(StartFlowRequest request, CancellationToken cancellationToken = default) =>
        flows.StartAsync(request, cancellationToken);

    public Task<Result<FlowResponse>> ReadFlowAsync(FlowId flow, string? secret, CancellationToken cancellationToken = default) =>
        flows.ReadAsync(flow, secret, cancellationToken);

    public Task<Result<FlowResponse>> AnswerFlowAsync(FlowId flow, AnswerFlowRequest request, CancellationToken cancellationToken = default) =>
        flows.AnswerAsync(flow, request, cancellationToken);

    public Task<Result<SteppedUp>> StepUpAsync(StepUpRequest request, CancellationToken cancellationToken = default) =>
        stepUp.RunAsync(request, cancellationToken);

    public Task<Result<PasskeyChallenge>> BeginStepUpPasskeyAsync(CancellationToken cancellationToken = default) =>
        stepUp.BeginPasskeyAsync(cancellationToken);

    public Task<Result<PasswordStrength>> RatePasswordAsync(PasswordStrengthRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(ratePassword.Run(request));

    public async Task<Result> SignOutAsync(CancellationToken cancellationToken = default)
    {
        // Also for who may change nothing else.
        call.ActsOnOwnSession = true;
        return call.Actor switch
        {
            Actor.User user => await endSession.RunAsync(user.UserId, user.SessionId, SessionEndReasons.SignedOut, cancellationToken).ConfigureAwait(false),
            Actor.Anonymous => Refusals.Unauthenticated,
            _ => Refusals.UserRequired,
        };
    }
}
