using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests.ClaimProfiles;

/// <summary>The systems, as their documents say they read tokens. Knows nothing of how we write them.</summary>
/// <param name="keySet">The key set that they trust.</param>
/// <param name="issuer">The issuer that they trust.</param>
/// <param name="audience">The audience that they are configured with.</param>
internal sealed class Consumers(JsonNode keySet, string issuer, string audience)
{
    private const long Skew = 30;

    /// <summary>Hasura: <c>jwk_url</c>, <c>issuer</c> and <c>audience</c> are set. The role that counts for a request.</summary>
    public string Hasura(string token, string? wanted = null)
    {
        var claims = Verify(token, ["RS256", "ES256"]);
        var variables = claims["https://hasura.io/jwt/claims"] as JsonObject ?? throw new Refused("claims key not found");
        var allowed = variables["x-hasura-allowed-roles"]!.AsArray().Select(role => role!.GetValue<string>()).ToList();
        var usual = variables["x-hasura-default-role"]?.GetValue<string>() ?? throw new Refused("x-hasura-default-role missing");
        foreach (var (name, value) in variables.Where(pair => pair.Key != "x-hasura-allowed-roles"))
        {
            Must(name.StartsWith("x-hasura-", StringComparison.Ordinal) && value!.GetValueKind() == System.Text.Json.JsonValueKind.String, $"{name} is no string");
        }

        Must(allowed.Contains(wanted ?? usual), "your requested role is not in allowed roles");
        return wanted ?? usual;
    }

    /// <summary>PostgREST: <c>jwt-secret</c> is the key set, <c>jwt-aud</c> the audience. The role that it changes to.</summary>
    public string PostgRest(string token)
    {
        var claims = Verify(token, ["RS256", "ES256"], checksIssuer: false);
        return claims["role"]?.GetValue<string>() ?? "anon";
    }

    /// <summary>Supabase, third-party auth. The role that it changes to.</summary>
    public string Supabase(string token)
    {
        var claims = Verify(token, ["RS256", "ES256"], checksAudience: false);
        Must(claims["sub"] is not null, "sub is missing");
        return claims["role"]?.GetValue<string>() ?? throw new Refused("role is missing");
    }

    /// <summary>Grafana with <c>expect_claims</c> of <c>iss</c> and <c>aud</c>, <c>role_attribute_path = role</c>, strict.</summary>
    public (string Login, string Role, bool IsServerAdmin) Grafana(string token)
    {
        var claims = Verify(token, ["RS256", "ES256"]);
        var sub = claims["sub"]?.GetValue<string>();
        Must(!string.IsNullOrEmpty(sub), "missing sub");
        var role = claims["role"]?.GetValue<string>() ?? string.Empty;
        var isServerAdmin = role.Equals("GrafanaAdmin", StringComparison.OrdinalIgnoreCase);
        Must(isServerAdmin || role is "Viewer" or "Editor" or "Admin" or "None", "idP did not return a role attribute");
        return (sub!, role, isServerAdmin);
    }

    /// <summary>Kubernetes with prefix <c>catalyst:</c> for user names and none for groups, and a rule that no user is the system's.</summary>
    public (string User, IReadOnlyList<string> Groups) Kubernetes(string token)
    {
        var claims = Verify(token, ["RS256", "ES256"]);
        var user = $"catalyst:{claims["sub"]!.GetValue<string>()}";
        var groups = claims["groups"]?.AsArray().Select(group => group!.GetValue<string>()).ToList() ?? [];
        Must(!user.StartsWith("system:", StringComparison.Ordinal), "username must not be of the system");
        return (user, groups);
    }

    /// <summary>LiteLLM: <c>JWT_AUDIENCE</c> is set, <c>team_id_jwt_field: team_id</c>. No leeway.</summary>
    public (string User, string? Team, bool IsAdmin) LiteLlm(string token)
    {
        var claims = Verify(token, ["RS256", "ES256"], checksIssuer: false, skew: 0);
        var scopes = claims["scope"] switch
        {
            null => [],
            JsonArray list => list.Select(scope => scope!.GetValue<string>()).ToArray(),
            var text => text.GetValue<string>().Split(' '),
        };
        return (claims["sub"]!.GetValue<string>(), claims["team_id"]?.GetValue<string>(), scopes.Contains("litellm_proxy_admin"));
    }

    /// <summary>MinIO: the audience is its client id. The policies, which may be a list, or a text with commas.</summary>
    public IReadOnlyList<string> MinIo(string token)
    {
        Must(keySet["keys"]!.AsArray().All(key => key!["kty"]!.GetValue<string>() is "RSA" or "EC"), "unknown key type");
        var claims = Verify(token, ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"], skew: 0);
        var values = claims["policy"] switch
        {
            null => throw new Refused("policy claim missing"),
            JsonArray list => list.Select(policy => policy!.GetValue<string>()),
            var text => [text.GetValue<string>()],
        };
        var policies = values.SelectMany(value => value.Split(',')).Select(policy => policy.Trim()).Where(policy => policy.Length > 0).ToList();
        return policies.Count > 0 ? policies : throw new Refused("policy claim is empty");
    }

    /// <summary>Qdrant with <c>jwt_rbac</c>: what a token may on a collection. Without <c>access</c> it may everything.</summary>
    public static string Qdrant(string token, string apiKey, string collection, DateTimeOffset now)
    {
        var parts = token.Split('.');
        Must(Jwt.Header(token)["alg"]!.GetValue<string>() == "HS256", "Invalid API key or JWT");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(apiKey), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Must(CryptographicOperations.FixedTimeEquals(mac, Base64Url.DecodeFromChars(parts[2])), "InvalidSignature");
        var claims = Jwt.Payload(token);
        Must(claims["exp"] is not { } end || end.GetValue<long>() > now.ToUnixTimeSeconds() - Skew, "ExpiredSignature");
        switch (claims["access"])
        {
            case null:
                return "m";
            case JsonArray list:
                var names = list.Select(entry => entry!["collection"]!.GetValue<string>()).ToList();
                Must(names.Distinct().Count() == names.Count, "Collection name should be unique");
                Must(list.All(entry => entry!["access"]!.GetValue<string>() is "r" or "rw" or "prw"), "unknown variant");
                return list.FirstOrDefault(entry => entry!["collection"]!.GetValue<string>() == collection)?["access"]!.GetValue<string>() ?? "-";
            case var text:
                Must(text.GetValue<string>() is "r" or "m", "unknown variant");
                return text.GetValue<string>();
        }
    }

    private JsonNode Verify(string token, string[] algorithms, bool checksIssuer = true, bool checksAudience = true, long skew = Skew)
    {
        var parts = token.Split('.');
        Must(parts.Length == 3, "no JWT");
        var header = Jwt.Header(token);
        Must(algorithms.Contains(header["alg"]?.GetValue<string>()), "algorithm not allowed");
        var kid = header["kid"]?.GetValue<string>() ?? throw new Refused("no kid");
        var key = keySet["keys"]!.AsArray().FirstOrDefault(candidate => candidate!["kid"]!.GetValue<string>() == kid) ?? throw new Refused("no such key");
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key["n"]!.GetValue<string>()),
            Exponent = Base64Url.DecodeFromChars(key["e"]!.GetValue<string>()),
        });
        Must(
            rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "bad signature");
        var claims = Jwt.Payload(token);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Must(claims["exp"]!.GetValue<long>() > now - skew, "expired");
        Must(!checksIssuer || claims["iss"]?.GetValue<string>() == issuer, "wrong issuer");
        Must(!checksAudience || claims["aud"]?.GetValue<string>() == audience, "wrong audience");
        return claims;
    }

    private static void Must(bool holds, string why)
    {
        if (!holds)
        {
            throw new Refused(why);
        }
    }
}

/// <summary>A system does not take a token.</summary>
internal sealed class Refused(string why) : Exception(why);
