using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Verifies a decision token as an upstream would: with nothing but the published keys.</summary>
internal static class DecisionJwt
{
    public static async Task<JsonNode> VerifyAsync(Uri server, string token)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        header["typ"]!.GetValue<string>().ShouldBe(JwtTypes.Decision);
        header["alg"]!.GetValue<string>().ShouldBe("ES256");

        using var http = new HttpClient();
        var keys = await http.GetFromJsonAsync<JsonNode>(new Uri(server, "/.well-known/jwks.json"), TestContext.Current.CancellationToken);
        var key = keys!["keys"]!.AsArray().Single(key => key!["kid"]!.GetValue<string>() == header["kid"]!.GetValue<string>())!;
        using var algorithm = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Bytes(key["x"]!), Y = Bytes(key["y"]!) },
        });
        algorithm.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
    }

    private static byte[] Bytes(JsonNode value) => Base64Url.DecodeFromChars(value.GetValue<string>());
}
