using System.Net;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>What came back: a status and a body that is read to its end, unless the call was for a stream.</summary>
internal sealed class ApiAnswer(HttpStatusCode status, byte[] body)
{
    /// <summary>The answer whose body is still to be read; null when it was read, as every refusal's is.</summary>
    public HttpResponseMessage? Open { get; init; }

    /// <summary>After how long the server wants to be asked again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server did what it was asked.</summary>
    public bool IsSuccess => (int)status is >= 200 and < 300;

    /// <summary>Whether the server refused, rather than failed.</summary>
    public bool IsRefusal => (int)status is >= 400 and < 500;

    /// <summary>Whether the access token was refused, so that another one may help.</summary>
    public bool IsInvalidToken => status == HttpStatusCode.Unauthorized && ReadProblem().Code == AuthErrorCodes.InvalidToken;

    /// <summary>The value, or the refusal as problem details.</summary>
    public Result<T> Read<T>()
        where T : class => !IsSuccess ? ReadProblem() : WireJson.TryRead<T>(body, out var value) ? value : UnexpectedResponse.Of(status);

    /// <summary>Success whatever the body is, or the refusal as problem details.</summary>
    public Result ReadNothing() => IsSuccess ? Result.Success : ReadProblem();

    /// <summary>The refusal as problem details (RFC 9457).</summary>
    public Error ReadProblem() => WithRetry(ErrorBody.Parse(body)?.ToProblem(status) ?? UnexpectedResponse.Of(status));

    /// <summary>The refusal of a token endpoint (RFC 6749 §5.2).</summary>
    public OAuthRefusal ReadOAuthRefusal()
    {
        var refusal = ErrorBody.Parse(body)?.ToOAuthRefusal(status) ?? new OAuthRefusal(UnexpectedResponse.Of(status), null);
        return refusal with { Error = WithRetry(refusal.Error) };
    }

    /// <summary>The body as a value, whatever the status is; null when it is none.</summary>
    public T? ReadBody<T>()
        where T : class => WireJson.TryRead<T>(body, out var value) ? value : null;

    private Error WithRetry(Error error) => RetryAfter is null ? error : error with { RetryAfter = RetryAfter };
}
