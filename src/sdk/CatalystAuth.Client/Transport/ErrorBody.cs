using System.Net;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>
/// The body of a refusal. It is read member by member instead of into a type: an answer that is somewhat wrong must not hide what it
/// says about the refusal.
/// </summary>
internal sealed class ErrorBody
{
    private readonly JsonElement _root;

    private ErrorBody(JsonElement root) => _root = root;

    /// <summary>The body, or null when it is no JSON object.</summary>
    public static ErrorBody? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The problem (RFC 9457), or null when it has no code.</summary>
    public Error? ToProblem(HttpStatusCode status) =>
        Text("code") is { } code ? ToError(code, Text("detail") ?? Text("title"), status) : null;

    /// <summary>The refusal of a token endpoint (RFC 6749 §5.2), or null when it has no code of either kind.</summary>
    public OAuthRefusal? ToOAuthRefusal(HttpStatusCode status)
    {
        var coarse = Text("error");
        return (Text("code") ?? coarse) is { } code
            ? new(ToError(code, Text("error_description") ?? Text("detail") ?? Text("title"), status), coarse)
            : null;
    }

    private Error ToError(string code, string? message, HttpStatusCode status)
    {
        var error = new Error(code, message ?? $"The server refused the request ({(int)status}).", StatusKinds.Of(status));
        var fields = Fields();
        error = fields.Count == 0 ? error : error with { Fields = fields };
        error = _root.TryGetProperty("proofs", out var proofs) && proofs.ValueKind == JsonValueKind.Array ? error with { Proofs = Texts(proofs) } : error;
        return _root.TryGetProperty("rateLimits", out var limits) && WireJson.TryRead<IReadOnlyList<RateLimitStatus>>(Encoding.UTF8.GetBytes(limits.GetRawText()), out var read)
            ? error with { RateLimits = read }
            : error;
    }

    private Dictionary<string, string[]> Fields()
    {
        var fields = new Dictionary<string, string[]>();
        if (_root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in errors.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array))
            {
                fields[field.Name] = Texts(field.Value);
            }
        }

        return fields;
    }

    private static string[] Texts(JsonElement array) =>
        [.. array.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)];

    private string? Text(string member) =>
        _root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
