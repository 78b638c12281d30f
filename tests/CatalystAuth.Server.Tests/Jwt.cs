using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests;

/// <summary>Reads tokens without believing them.</summary>
internal static class Jwt
{
    public static JsonNode Header(string token) => Part(token, 0);

    public static JsonNode Payload(string token) => Part(token, 1);

    /// <summary>The same token, saying that another key signed it.</summary>
    public static string WithKeyId(string token, string kid)
    {
        var (algorithm, type) = (Header(token)["alg"], Header(token)["typ"]);
        var header = $$"""{"alg":"{{algorithm}}","kid":"{{kid}}","typ":"{{type}}"}""";
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + token[token.IndexOf('.', StringComparison.Ordinal)..];
    }

    private static JsonNode Part(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!;
}
