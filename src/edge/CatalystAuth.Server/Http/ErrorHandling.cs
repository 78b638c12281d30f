using System.Text.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Tokens;
using Microsoft.AspNetCore.Diagnostics;

namespace CatalystAuth.Server.Http;

/// <summary>Answers what no endpoint answered: exceptions and bare status codes become problems too.</summary>
internal sealed partial class ErrorHandling(ILogger<ErrorHandling> logger) : IExceptionHandler
{
    private static readonly Error Unavailable = new(
        RequestErrorCodes.Unavailable, "A part that the answer needs can't be reached. Try again later.", ErrorKind.Unavailable);

    private static readonly Error Internal = new(
        RequestErrorCodes.Internal, "Something went wrong on the server; the trace id finds it in its log.", ErrorKind.Unavailable);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                await Problem.WriteAsync(httpContext, OfBadRequest(bad), bad.StatusCode);
                return true;
            case InfraException infra:
                LogUnavailable(infra);
                await WriteFailureAsync(httpContext, Unavailable, StatusCodes.Status503ServiceUnavailable);
                return true;
            default:
                LogInternal(exception);
                await WriteFailureAsync(httpContext, Internal, StatusCodes.Status500InternalServerError);
                return true;
        }
    }

    private static Task WriteFailureAsync(HttpContext context, Error error, int status) => OAuthAnswers.AreOf(context)
        ? OAuthAnswers.WriteFailureAsync(context, error, status)
        : Problem.WriteAsync(context, error, status);

    public static Task WriteStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var error = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new Error(
                RequestErrorCodes.NoRoute, "There is nothing at this address. The API is described at /openapi/v1.json.", ErrorKind.NotFound),
            StatusCodes.Status405MethodNotAllowed => new Error(
                RequestErrorCodes.MethodNotAllowed, "This address does not take this method.", ErrorKind.Invalid),
            StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
            StatusCodes.Status413PayloadTooLarge => TooLarge,
            _ => new Error(RequestErrorCodes.Invalid, "The request can't be answered.", ErrorKind.Invalid),
        };
        return Problem.WriteAsync(context, error, context.Response.StatusCode);
    }

    private static readonly Error UnsupportedMediaType = new(
        RequestErrorCodes.UnsupportedMediaType, "The body is sent as application/json.", ErrorKind.Invalid);

    private static readonly Error TooLarge = new(RequestErrorCodes.TooLarge, "The body is too large.", ErrorKind.Invalid);

    private static Error OfBadRequest(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => UnsupportedMediaType,
        { InnerException: RequirementException requirement } => Error.Field(RequestErrorCodes.Invalid, PlaceOf(requirement), Explain(requirement)),
        { InnerException: JsonException json } => Error.Field(RequestErrorCodes.Invalid, json.Path ?? "$", Explain(json)),
        _ => new Error(RequestErrorCodes.Invalid, bad.Message, ErrorKind.Invalid),
    };

    // A JSON pointer (RFC 6901), as the checks of what can be read give it too.
    private static string PlaceOf(RequirementException requirement) =>
        (requirement.Path ?? "$")[1..].Replace('.', '/').Replace('[', '/').Replace("]", string.Empty, StringComparison.Ordinal) + requirement.At;

    // Without the names of our types and the position, which the serialiser adds.
    private static string Explain(JsonException json)
    {
        var message = json.Message;
        var cut = message.IndexOf(" Path: ", StringComparison.Ordinal);
        message = cut > 0 ? message[..cut] : message;
        return message.Contains("CatalystAuth.", StringComparison.Ordinal) || message.Contains("System.", StringComparison.Ordinal)
            ? $"The body is not what this route takes; look at {json.Path ?? "$"}."
            : message;
    }

    [LoggerMessage(LogLevel.Error, "A part that an answer needs can't be reached.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(LogLevel.Error, "A request failed.")]
    private partial void LogInternal(Exception exception);
}
