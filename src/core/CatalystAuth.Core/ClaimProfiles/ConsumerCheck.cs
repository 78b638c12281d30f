using System.Text.Json;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.ClaimProfiles;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Looks at a token as the system would that it is for, by the rules of the system's profile.</summary>
public static class ConsumerCheck
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>All that is wrong with a token; none when the system would take it.</summary>
    /// <param name="document">The kind of system.</param>
    /// <param name="token">The token.</param>
    /// <param name="expected">What is known beside it.</param>
    public static IReadOnlyList<string> FaultsOf(ProfileDocument document, string token, Expectation expected)
    {
        if (ProfileToken.Read(token) is not { } read)
        {
            return ["It is no JWT: three parts of base64url with a header of alg, kid and typ."];
        }

        var faults = new List<string>();
        CheckHeader(document, read, faults);
        CheckSignature(document, read, expected, faults);
        try
        {
            using var claims = JsonDocument.Parse(read.Payload, Strict);
            if (claims.RootElement.ValueKind == JsonValueKind.Object)
            {
                CheckRegistered(claims.RootElement, expected, faults);
                faults.AddRange(document.Rules.Select(rule => ConsumerRules.FaultOf(document, rule, claims.RootElement)).OfType<string>());
                return faults;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Said below. The second is of half a surrogate pair, which is no text.
        }

        return [.. faults, "Its claims are no JSON object, name a claim twice, or are no text."];
    }

    /// <summary>Whether bytes are a JSON Web Key Set with a key that could have signed a token.</summary>
    public static bool IsKeySet(ReadOnlyMemory<byte> bytes) => VerificationKeys.Read(bytes) is { Count: > 0 };

    private static void CheckHeader(ProfileDocument document, ProfileToken token, List<string> faults)
    {
        if (!document.Algorithms.Contains(token.Algorithm, StringComparer.Ordinal))
        {
            faults.Add($"{document.Title} verifies {string.Join(", ", document.Algorithms)}, and it is signed with {token.Algorithm}.");
        }

        if (!document.HasSecret && token.KeyId is null)
        {
            faults.Add("Its header has no kid, by which the key is found.");
        }

        if (token.TypeName is not (null or ProfileToken.Type))
        {
            faults.Add($"Its typ is {token.TypeName}: it is not one that was made for another system.");
        }
    }

    private static void CheckSignature(ProfileDocument document, ProfileToken token, Expectation expected, List<string> faults)
    {
        if (expected.KeySet is { } keySet && !document.HasSecret)
        {
            var keys = VerificationKeys.Read(keySet);
            if (keys is null || !token.IsSignedBy(keys))
            {
                faults.Add("No key of the key set signed it.");
            }

            if (document.KeySetWithoutOkp && keys is not null && HasOkp(keySet))
            {
                faults.Add($"The key set has a key of type OKP, at which {document.Title} fails. Use /.well-known/jwks.json.");
            }
        }

        if (expected.Secret is { } secret && document.HasSecret && !token.IsSignedWith(secret))
        {
            faults.Add("It is not signed with the secret.");
        }
    }

    private static void CheckRegistered(JsonElement claims, Expectation expected, List<string> faults)
    {
        if (!TryTime(claims, ClaimNames.ExpiresAt, out var end))
        {
            faults.Add("It has no exp, so it would never end.");
        }
        else if (end <= expected.Now.ToUnixTimeSeconds())
        {
            faults.Add("It has expired.");
        }

        if (TryTime(claims, ClaimNames.IssuedAt, out var begin) && begin > expected.Now.ToUnixTimeSeconds())
        {
            faults.Add("Its iat is still to come.");
        }

        Compare(claims, ClaimNames.Subject, expected: null, faults);
        Compare(claims, ClaimNames.Issuer, expected.Issuer, faults);
        Compare(claims, ClaimNames.Audience, expected.Audience, faults);
    }

    private static void Compare(JsonElement claims, string name, string? expected, List<string> faults)
    {
        var value = claims.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        if (string.IsNullOrEmpty(value))
        {
            faults.Add($"It has no {name}.");
        }
        else if (expected is not null && value != expected)
        {
            faults.Add($"Its {name} is {value}, not {expected}.");
        }
    }

    private static bool TryTime(JsonElement claims, string name, out long time)
    {
        time = 0;
        return claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out time);
    }

    private static bool HasOkp(ReadOnlyMemory<byte> keySet)
    {
        using var document = JsonDocument.Parse(keySet);
        return document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            && keys.EnumerateArray().Any(key => key.ValueKind == JsonValueKind.Object && key.TryGetProperty("kty", out var type)
                && type.ValueKind == JsonValueKind.String && type.ValueEquals("OKP"));
    }
}

/// <summary>What is known of a token beside itself; what is null is not looked at.</summary>
/// <param name="Now">The time.</param>
/// <param name="Issuer">Its <c>iss</c>.</param>
/// <param name="Audience">Its <c>aud</c>.</param>
/// <param name="KeySet">A JSON Web Key Set (RFC 7517) with the key that signed it.</param>
/// <param name="Secret">What it is signed with.</param>
public sealed record Expectation(
    DateTimeOffset Now, string? Issuer = null, string? Audience = null, ReadOnlyMemory<byte>? KeySet = null, string? Secret = null)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => nameof(Expectation);
}
