using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>A refusal over HTTP: RFC 9457 problem+json with a stable <c>code</c>, and nothing about the reasons.</summary>
internal sealed record WebhookProblem(int Status, string Code, string Detail)
{
    public static readonly WebhookProblem InvalidSignature = new(
        StatusCodes.Status400BadRequest, WebhookReceiverErrorCodes.InvalidSignature, "The webhook has no valid signature.");

    public static readonly WebhookProblem MalformedEvent = new(
        StatusCodes.Status400BadRequest, WebhookReceiverErrorCodes.MalformedEvent, "The body is no event of the form that is expected.");

    public static readonly WebhookProblem TooLarge = new(
        StatusCodes.Status413PayloadTooLarge, WebhookReceiverErrorCodes.TooLarge, "The body is too large.");

    public static readonly WebhookProblem InProgress = new(
        StatusCodes.Status409Conflict, WebhookReceiverErrorCodes.InProgress, "The message is being dealt with.");

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(Status),
            ["status"] = Status,
            ["detail"] = Detail,
            ["code"] = Code,
        };
        await response.WriteAsync(problem.ToJsonString(), response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
