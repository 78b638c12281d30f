using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Flows;

/// <summary>The identity flows behind their contract.</summary>
internal sealed class Auth(CallContext call, SignIn signIn, SignUp signUp, FlowSeal seal, EndSession endSession, StepUp stepUp, RatePassword ratePassword,
    TimeProvider time) : IAuth
{
    private static readonly TimeSpan FlowLifetime = TimeSpan.FromMinutes(10);

    private static readonly Error UnknownType = Error.Field(
        FlowErrorCodes.UnknownType, "type", $"A flow is one of {FlowTypes.SignIn}, {FlowTypes.SignUp}.");

    private static readonly Error NotFound = new(
        FlowErrorCodes.NotFound, "There is no such flow, or it has expired. Begin a new one.", ErrorKind.NotFound);

    public Task<Result<FlowResponse>> StartFlowAsync(StartFlowRequest request, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var state = new FlowState(TypeId.New<FlowId>(now), request.Type, now + FlowLifetime);
        return ContinueAsync(state, request.Answers, expectedKind: null, cancellationToken);
    }

    public Task<Result<FlowResponse>> AnswerFlowAsync(
        FlowId flow, AnswerFlowRequest request, CancellationToken cancellationToken = default)
    {
        var state = seal.Open(request.Secret);
        return state is null || state.Id != flow || state.ExpiresAt <= time.Now()
            ? Task.FromResult<Result<FlowResponse>>(NotFound)
            : ContinueAsync(state, request.Answers, request.Kind, cancellationToken);
    }

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

    private async Task<Result<FlowResponse>> ContinueAsync(
        FlowState state, FlowAnswers? answers, string? expectedKind, CancellationToken cancellationToken) => state.Type switch
        {
            FlowTypes.SignIn => await signIn.ContinueAsync(state, answers, expectedKind, cancellationToken).ConfigureAwait(false),
            FlowTypes.SignUp => await signUp.ContinueAsync(state, answers, expectedKind, cancellationToken).ConfigureAwait(false),
            _ => UnknownType,
        };
}
