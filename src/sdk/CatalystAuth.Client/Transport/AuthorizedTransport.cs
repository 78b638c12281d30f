using CatalystAuth.Client.Tokens;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>
/// Sends calls with the client's access token, and once more with a new one when the server no longer takes it, or when the connection
/// was lost and sending the call twice does no harm.
/// </summary>
internal sealed class AuthorizedTransport(HttpTransport transport, ICredential credential)
{
    public async Task<Result<T>> CallAsync<T>(ApiCall call, CancellationToken cancellationToken)
        where T : class
    {
        var sent = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return sent.TryGet(out var answer, out var refusal) ? answer.Read<T>() : refusal;
    }

    public async Task<Result> CallAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return sent.TryGet(out var answer, out var refusal) ? answer.ReadNothing() : refusal;
    }

    /// <summary>The answer with its body still to be read.</summary>
    public async Task<Result<HttpResponseMessage>> OpenAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return !sent.TryGet(out var answer, out var refusal) ? refusal : answer.Open ?? (Result<HttpResponseMessage>)answer.ReadProblem();
    }

    /// <summary>The answer, whatever it says.</summary>
    public async Task<Result<ApiAnswer>> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var first = await credential.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!first.TryGet(out var token, out var refusal))
        {
            return refusal;
        }

        var answer = await SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        if (token is null || !answer.IsInvalidToken)
        {
            return answer;
        }

        // The refused call did nothing, so that sending it again is safe whatever its method is.
        var second = await credential.RenewAsync(token, cancellationToken).ConfigureAwait(false);
        if (!second.TryGet(out var renewed, out refusal))
        {
            return refusal;
        }

        return renewed is null ? answer : await SendAsync(call, renewed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> SendAsync(ApiCall call, HeldToken? token, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        }
        catch (InfraException lost) when (token is not null && call.IsIdempotent && lost.InnerException is HttpRequestException)
        {
            return await transport.SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        }
    }
}
