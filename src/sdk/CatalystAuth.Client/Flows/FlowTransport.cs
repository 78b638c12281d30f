using System.Collections.Concurrent;
using CatalystAuth.Client.Tokens;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Flows;

/// <summary>
/// Sends what is answered with the state of a flow, and takes the tokens of a flow that is done. The access token goes along with flows within a session only.
/// </summary>
internal sealed class FlowTransport(HttpTransport transport, AuthorizedTransport calls, SessionCredential? session)
{
    // Longer than any flow goes on.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Those within a session that began here, and until when.
    private readonly ConcurrentDictionary<FlowId, DateTimeOffset> _within = new();

    public async Task<Result<PasswordStrength>> RateAsync(PasswordStrengthRequest request, CancellationToken cancellationToken) =>
        (await transport.SendAsync(ApiCall.Post("/v1/auth/password-strength", request), token: null, cancellationToken).ConfigureAwait(false)).Read<PasswordStrength>();

    public async Task<Result<FlowResponse>> StartAsync(StartFlowRequest request, CancellationToken cancellationToken)
    {
        var isWithin = FlowTypes.IsWithinSession(request.Type);
        var call = isWithin ? ApiCall.PostOnce("/v1/auth/flows", request) : ApiCall.Post("/v1/auth/flows", request);
        var result = await SendAsync(call, isWithin, cancellationToken).ConfigureAwait(false);
        if (isWithin && result.TryGet(out var begun, out _))
        {
            Remember(begun);
        }

        return result;
    }

    /// <summary>
    /// Sends what is about a flow that has begun. Of one within a session that began elsewhere nothing is known here, and the server knows none without a token: then it is
    /// sent once more, with it.
    /// </summary>
    public async Task<Result<FlowResponse>> SendAsync(FlowId flow, ApiCall call, CancellationToken cancellationToken)
    {
        var isWithin = _within.ContainsKey(flow);
        var result = await SendAsync(call, isWithin, cancellationToken).ConfigureAwait(false);
        if (isWithin || session?.Current is null || result.TryGet(out _, out var refusal) || refusal.Code != FlowErrorCodes.NotFound)
        {
            return result;
        }

        var again = await SendAsync(call, isWithin: true, cancellationToken).ConfigureAwait(false);
        if (again.TryGet(out var found, out _))
        {
            Remember(found);
        }

        return again;
    }

    /// <summary>Sends what begins a session by itself.</summary>
    public Task<Result<FlowResponse>> SendAsync(ApiCall call, CancellationToken cancellationToken) => SendAsync(call, isWithin: false, cancellationToken);

    private void Remember(FlowResponse begun)
    {
        foreach (var (flow, _) in _within.Where(one => one.Value < begun.ExpiresAt - Longest))
        {
            _within.TryRemove(flow, out _);
        }

        _within[begun.Id] = begun.ExpiresAt;
    }

    private async Task<Result<FlowResponse>> SendAsync(ApiCall call, bool isWithin, CancellationToken cancellationToken)
    {
        ApiAnswer? answer;
        if (!isWithin)
        {
            answer = await transport.SendAsync(call, token: null, cancellationToken).ConfigureAwait(false);
        }
        else if (!(await calls.SendAsync(call, cancellationToken).ConfigureAwait(false)).TryGet(out answer, out var refusal))
        {
            return refusal;
        }

        // A wrong answer has a refusal's status and is no refusal: the same body says which step to answer again. The step is a
        // required member, so that no mere refusal can be read as a flow.
        Result<FlowResponse> result = answer.IsRefusal && answer.ReadBody<FlowResponse>() is { } flow ? flow : answer.Read<FlowResponse>();
        if (session is null || !result.TryGet(out var done, out _))
        {
            return result;
        }

        if (done.Tokens is { } tokens)
        {
            await session.AdoptAsync(tokens).ConfigureAwait(false);
        }
        else if (done.SteppedUp is { AccessToken.Length: > 0 } raised)
        {
            await session.AdoptAccessAsync(new(raised.AccessToken, raised.TokenType, raised.ExpiresIn)).ConfigureAwait(false);
        }

        return result;
    }
}
