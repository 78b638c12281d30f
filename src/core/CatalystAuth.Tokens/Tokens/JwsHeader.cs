using System.Text.Json;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// The header of a token of ours. Any other member (<c>crit</c>, <c>b64</c>, <c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>, <c>zip</c> …)
/// means that it is none: RFC 8725 §3.10. So does a member that stands twice, is escaped, or is no plain text.
/// </summary>
internal sealed record JwsHeader(string Algorithm, string? KeyId, string? Type)
{
    private const int MaxValueLength = 256;

    private static readonly JsonReaderOptions Flat = new() { MaxDepth = 1, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    /// <summary>Reads one; null for anything else.</summary>
    public static JwsHeader? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Flat);
            string? algorithm = null, keyId = null, type = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ref var member = ref algorithm;
                if (reader.ValueIsEscaped)
                {
                    return null;
                }

                if (reader.ValueTextEquals(Members.KeyId))
                {
                    member = ref keyId;
                }
                else if (reader.ValueTextEquals(Members.Type))
                {
                    member = ref type;
                }
                else if (!reader.ValueTextEquals(Members.Algorithm))
                {
                    return null;
                }

                if (member is not null || !reader.Read() || !TryReadText(ref reader, out member))
                {
                    return null;
                }
            }

            // What follows the object makes the reader throw.
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && algorithm is not null ? new(algorithm, keyId, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > MaxValueLength
            || reader.ValueSpan.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return false;
        }

        text = reader.GetString();
        return true;
    }

    /// <summary>The names of its members (RFC 7515 §4.1).</summary>
    internal static class Members
    {
        public const string Algorithm = "alg";
        public const string KeyId = "kid";
        public const string Type = "typ";
    }
}
