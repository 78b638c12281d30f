using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// The claims that every token is judged by, read from a payload whose signature is checked: UTF-8, one object, no member twice at any
/// depth, whole numbers.
/// </summary>
internal static class RegisteredClaims
{
    private const int MaxDepth = 8;

    // The end of the year 9999.
    private const long LatestTime = 253_402_300_799;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>The claims of a payload that is of this issuer, for this audience, and holds now; null for any other.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="typeInfo">How it is read.</param>
    /// <param name="issuer">The issuer.</param>
    /// <param name="audience">The audience; null for whichever, as long as it is one: of several it could not be told which is meant.</param>
    /// <param name="now">The time.</param>
    /// <param name="skew">How far clocks may differ.</param>
    public static T? Read<T>(
        byte[] payload, JsonTypeInfo<T> typeInfo, string issuer, string? audience, DateTimeOffset now, TimeSpan skew)
        where T : class
    {
        if (!Utf8.IsValid(payload))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            return IsFor(document.RootElement, issuer, audience) && IsCurrent(document.RootElement, now, skew)
                ? JsonSerializer.Deserialize(payload, typeInfo)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the reader takes half of a surrogate pair.
            return null;
        }
    }

    private static bool IsFor(JsonElement claims, string issuer, string? audience) =>
        claims.ValueKind == JsonValueKind.Object
        && claims.TryGetProperty(ClaimNames.Issuer, out var found) && Is(found, issuer)
        && claims.TryGetProperty(ClaimNames.Audience, out var audiences) && (audience is null ? audiences.ValueKind == JsonValueKind.String : Has(audiences, audience));

    // RFC 7519 §4.1.3: a text, or a list of texts.
    private static bool Has(JsonElement audiences, string audience)
    {
        if (audiences.ValueKind != JsonValueKind.Array)
        {
            return Is(audiences, audience);
        }

        var isFound = false;
        foreach (var one in audiences.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            isFound |= one.ValueEquals(audience);
        }

        return isFound;
    }

    private static bool Is(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static bool IsCurrent(JsonElement claims, DateTimeOffset now, TimeSpan clockSkew)
    {
        var seconds = now.ToUnixTimeSeconds();
        var skew = (long)clockSkew.TotalSeconds;
        return claims.TryGetProperty(ClaimNames.ExpiresAt, out var expiry) && TryReadTime(expiry, out var expiresAt)
            && claims.TryGetProperty(ClaimNames.IssuedAt, out var issue) && TryReadTime(issue, out var issuedAt)
            && (!claims.TryGetProperty(ClaimNames.NotBefore, out var begin) || (TryReadTime(begin, out var notBefore) && notBefore <= seconds + skew))
            && issuedAt <= seconds + skew && expiresAt > seconds - skew && expiresAt > issuedAt;
    }

    // Neither 1e9 nor 1.0 nor "1": what counts as the same number elsewhere could be read as another.
    private static bool TryReadTime(JsonElement value, out long seconds)
    {
        seconds = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out seconds) && seconds is >= 0 and <= LatestTime;
    }
}
