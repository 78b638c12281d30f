using System.Globalization;
using System.Text.Json;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Writes a refusal in the proxy's dialect, as problem+json (RFC 9457).</summary>
internal static class DenialWriter
{
    /// <summary>In how many seconds what can't be known now may be (RFC 9110 §10.2.3).</summary>
    public const string RetryAfter = "1";

    public static async Task WriteAsync(HttpContext context, ProxyFlavour flavour, Denial denial, DecisionId id)
    {
        var response = context.Response;

        // nginx turns anything but 401 and 403 into 500.
        response.StatusCode = flavour.KnowsTwoRefusals() && denial.Status != StatusCodes.Status401Unauthorized
            ? StatusCodes.Status403Forbidden
            : denial.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = Challenge(denial);
            response.Headers.Vary = RedirectWriter.Vary;
        }

        var body = Body(denial, response.StatusCode, id);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    // RFC 6750 §3.1: an error only when a token was sent.
    private static string Challenge(Denial denial) => denial.Reason switch
    {
        _ when denial.IsForWantOfSession => "Bearer realm=\"catalyst\"",
        DecisionReasons.KeyMustBeExchanged =>
            "Bearer realm=\"catalyst\", error=\"invalid_token\", error_description=\"exchange the API key at /oauth/token\"",
        DecisionReasons.StepUpRequired => StepUp(denial.MaxAge),
        _ => "Bearer realm=\"catalyst\", error=\"invalid_token\"",
    };

    // RFC 9470 §3.
    private static string StepUp(int? maxAge) => string.Create(
        CultureInfo.InvariantCulture,
        $"Bearer realm=\"catalyst\", error=\"insufficient_user_authentication\", error_description=\"a second factor is needed, or a newer use of it\", acr_values=\"{AcrValues.TwoFactors}\"{(maxAge is null ? string.Empty : $", max_age=\"{maxAge}\"")}");

    private static byte[] Body(Denial denial, int status, DecisionId id)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", denial.Detail);
            json.WriteString("code", denial.Reason);
            if (denial.Clause is not null)
            {
                json.WriteString("clause", denial.Clause);
            }

            json.WriteString("decisionId", id.ToString());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
