using CatalystAuth.Client.Tokens;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Flows;

/// <summary>The identity flows over HTTP.</summary>
/// <param name="flows">Sends flows.</param>
/// <param name="calls">Sends the rest.</param>
/// <param name="session">The client's session; null for a client of a key, which keeps no session's tokens.</param>
internal sealed class AuthClient(FlowTransport flows, AuthorizedTransport calls, SessionCredential? session) : IAuth
{
    public Task<Result<FlowResponse>> StartFlowAsync(StartFlowRequest request, CancellationToken cancellationToken = default) =>
        flows.StartAsync(request, cancellationToken);

    public Task<Result<FlowResponse>> ReadFlowAsync(FlowId flow, string? secret, CancellationToken cancellationToken = default) =>
        flows.SendAsync(flow, ApiCall.ReadFlow(Route.Of($"/v1/auth/flows/{flow}"), secret), cancellationToken);

    public Task<Result<FlowResponse>> AnswerFlowAsync(
        FlowId flow, AnswerFlowRequest request, CancellationToken cancellationToken = default) =>
        flows.SendAsync(flow, ApiCall.Post(Route.Of($"/v1/auth/flows/{flow}"), request), cancellationToken);

    public async Task<Result<SteppedUp>> StepUpAsync(StepUpRequest request, CancellationToken cancellationToken = default)
    {
        var result = await calls.CallAsync<SteppedUp>(ApiCall.PostOnce("/v1/auth/step-up", request), cancellationToken).ConfigureAwait(false);
        if (session is not null && result.TryGet(out var raised, out _))
        {
            await session.AdoptAccessAsync(new(raised.AccessToken, raised.TokenType, raised.ExpiresIn)).ConfigureAwait(false);
        }

        return result;
    }

    public Task<Result<PasskeyChallenge>> BeginStepUpPasskeyAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<PasskeyChallenge>(ApiCall.Post("/v1/auth/step-up/passkey"), cancellationToken);

    public Task<Result<PasswordStrength>> RatePasswordAsync(PasswordStrengthRequest request, CancellationToken cancellationToken = default) =>
        flows.RateAsync(request, cancellationToken);

    public async Task<Result> SignOutAsync(CancellationToken cancellationToken = default)
    {
        var result = await calls.CallAsync(ApiCall.Post("/v1/auth/sign-out"), cancellationToken).ConfigureAwait(false);
        if (result.IsSuccess && session is not null)
        {
            await session.AdoptAsync(null).ConfigureAwait(false);
        }

        return result;
    }
}
