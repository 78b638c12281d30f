using CatalystAuth.Client.Tokens;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Flows;

/// <summary>Sends what is answered with the state of a flow, and takes the tokens of a flow that is done.</summary>
internal sealed class FlowTransport(HttpTransport transport, SessionCredential? session)
{
    public async Task<Result<PasswordStrength>> RateAsync(PasswordStrengthRequest request, CancellationToken cancellationToken) =>
        (await transport.SendAsync(ApiCall.Post("/v1/auth/password-strength", request), token: null, cancellationToken).ConfigureAwait(false)).Read<PasswordStrength>();

    public async Task<Result<FlowResponse>> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(call, token: null, cancellationToken).ConfigureAwait(false);

        // A wrong answer has a refusal's status and is no refusal: the same body says which step to answer again. The step is a
        // required member, so that no mere refusal can be read as a flow.
        if (answer.IsRefusal && answer.ReadBody<FlowResponse>() is { } flow)
        {
            return flow;
        }

        var result = answer.Read<FlowResponse>();
        if (session is not null && result.TryGet(out var done, out _) && done.Tokens is { } tokens)
        {
            await session.AdoptAsync(tokens).ConfigureAwait(false);
        }

        return result;
    }
}
