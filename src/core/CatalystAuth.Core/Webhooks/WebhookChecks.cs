using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Checks what a webhook is made of.</summary>
internal static class WebhookChecks
{
    public const int MaxOrgs = 100;
    public const int UsualConcurrent = 5;

    private const int MaxConcurrent = 50;
    private const int MaxPerSecond = 1000;
    private const int MaxHeaders = 10;
    private const int MaxRetries = 20;
    private const int LongestWait = 86_400;

    public static Error? Check(CreateWebhookRequest request) =>
        CheckEvents(request.Events) ?? CheckDescription(request.Description) ?? CheckHeaders(request.Headers)
        ?? CheckPace(request.MaxPerSecond, request.MaxConcurrent, least: 1) ?? CheckRetries(request.Retries) ?? CheckCount(request.Orgs);

    public static Error? Check(UpdateWebhookRequest request) =>
        CheckEvents(request.Events) ?? CheckDescription(request.Description) ?? CheckHeaders(request.Headers)
        ?? CheckPace(request.MaxPerSecond, request.MaxConcurrent, least: 0) ?? CheckRetries(request.Retries) ?? CheckCount(request.Orgs);

    /// <summary>Only a webhook of the installation says whose events it gets.</summary>
    public static Error? CheckOrgs(OrgId? owner, IReadOnlyList<OrgId>? orgs) => owner is not null && orgs is { Count: > 0 }
        ? Error.Field(RequestErrorCodes.Invalid, "orgs", "A webhook of an organisation gets the events of that one; leave orgs out.")
        : null;

    private static Error? CheckEvents(IReadOnlyList<string>? events) =>
        EventFilter.Read(events, "events").TryGet(out _, out var error) ? null : error;

    private static Error? CheckDescription(string? description) => Descriptions.IsValid(description)
        ? null
        : Error.Field(RequestErrorCodes.Invalid, "description", "The description has at most 200 characters.");

    private static Error? CheckPace(int? perSecond, int? concurrent, int least) =>
        perSecond < least || perSecond > MaxPerSecond
            ? Error.Field(RequestErrorCodes.Invalid, "maxPerSecond", $"maxPerSecond is a number from {least} to {MaxPerSecond}.")
            : concurrent is < 1 or > MaxConcurrent
                ? Error.Field(RequestErrorCodes.Invalid, "maxConcurrent", $"maxConcurrent is a number from 1 to {MaxConcurrent}.")
                : null;

    private static Error? CheckRetries(IReadOnlyList<int>? retries) =>
        retries is not null && (retries.Count > MaxRetries || retries.Any(wait => wait is < 1 or > LongestWait))
            ? Error.Field(RequestErrorCodes.Invalid, "retries", $"There are at most {MaxRetries} retries, each after 1 to {LongestWait} seconds.")
            : null;

    private static Error? CheckCount(IReadOnlyList<OrgId>? orgs) => orgs?.Count > MaxOrgs
        ? Error.Field(RequestErrorCodes.Invalid, "orgs", $"At most {MaxOrgs} organisations can be named; with none it is all of them.")
        : null;

    private static Error? CheckHeaders(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.Count > MaxHeaders || headers.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() != headers.Count)
        {
            return Error.Field(WebhookErrorCodes.InvalidHeader, "headers", $"There are at most {MaxHeaders} headers, each once.");
        }

        foreach (var (name, value) in headers)
        {
            if (!CustomHeaders.IsAllowedName(name))
            {
                return Error.Field(
                    WebhookErrorCodes.InvalidHeader, "headers",
                    $"A header's name has at most {CustomHeaders.MaxNameLength} letters, digits, - and _, and is not one that HTTP, a proxy or the signature uses.");
            }

            if (!CustomHeaders.IsAllowedValue(value))
            {
                return Error.Field(
                    WebhookErrorCodes.InvalidHeader, "headers", $"A header's value has 1 to {CustomHeaders.MaxValueLength} printable ASCII characters.");
            }
        }

        return null;
    }
}
