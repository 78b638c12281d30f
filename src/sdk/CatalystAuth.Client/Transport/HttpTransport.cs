using System.Net;
using CatalystAuth.Client.Tokens;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Transport;

/// <summary>Sends one call and reads its answer to the end. Knows nothing of where tokens come from.</summary>
/// <param name="http">Where the <see cref="HttpClient"/> of a call comes from; a factory's clients are short-lived.</param>
/// <param name="url">The server's address.</param>
internal sealed class HttpTransport(Func<HttpClient> http, Uri url)
{
    private readonly string _baseUrl = url.AbsoluteUri.TrimEnd('/');

    /// <exception cref="InfraException">The server can't be reached or does not answer in time.</exception>
    public async Task<ApiAnswer> SendAsync(ApiCall call, HeldToken? token, CancellationToken cancellationToken)
    {
        var (answer, location) = await SendOnceAsync(call, token, cancellationToken).ConfigureAwait(false);

        // Once: an organisation that has moved again meanwhile is a redirect to look at.
        return location is not null && call.Redirected(_baseUrl, location) is { } moved
            ? (await SendOnceAsync(moved, token, cancellationToken).ConfigureAwait(false)).Answer
            : answer;
    }

    private async Task<(ApiAnswer Answer, string? Location)> SendOnceAsync(ApiCall call, HeldToken? token, CancellationToken cancellationToken)
    {
        using var request = call.ToMessage(_baseUrl);
        if (token is not null)
        {
            request.Headers.Authorization = new(OAuthNames.Bearer, token.AccessToken);
        }

        try
        {
            var completion = call.IsStreamed ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
            var open = await http().SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
            if (call.IsStreamed && open.IsSuccessStatusCode)
            {
                return (new(open.StatusCode, []) { Open = open }, null);
            }

            using var response = open;
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return (
                new(response.StatusCode, body) { RetryAfter = response.Headers.RetryAfter?.Delta },
                response.StatusCode == HttpStatusCode.PermanentRedirect ? response.Headers.Location?.OriginalString : null);
        }
        catch (HttpRequestException failure)
        {
            throw new InfraException($"The Catalyst server at {_baseUrl} can't be reached.", failure);
        }
        catch (OperationCanceledException failure) when (failure.InnerException is TimeoutException)
        {
            // HttpClient reports its own time limit as a cancellation that nobody asked for.
            throw new InfraException($"The Catalyst server at {_baseUrl} did not answer in time.", failure);
        }
    }
}
