using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests;

/// <summary>Reads tokens without believing them.</summary>
internal static class Jwt
{
    public static JsonNode Header(string token) => Part(token, 0);

    public static JsonNode Payload(string token) => Part(token, 1);

    private static JsonNode Part(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!;
}
