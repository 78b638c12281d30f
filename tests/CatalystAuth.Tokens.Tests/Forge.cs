using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests;

/// <summary>Good tokens to begin with, and the means to spoil them.</summary>
internal static class Forge
{
    public const string Issuer = "https://auth.example.com";
    public const string Audience = "https://api.example.com";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly KeyRing Ring = new(
    [
        SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1)),
        SigningKey.Generate(SigningKeyUse.Decision, Now.AddDays(-1)),
        SigningKey.Generate(SigningKeyUse.Refresh, Now.AddDays(-1)),
    ]);

    public static readonly TokenVerifier Verifier = new(Issuer, Audience, TimeSpan.FromSeconds(30));

    public static AccessToken Access() => new()
    {
        Issuer = Issuer,
        Audience = Audience,
        Subject = "user_01h455vb4pex5vsknk084sn02q",
        Id = Guid.CreateVersion7(Now).ToString("N"),
        IssuedAt = Now.ToUnixTimeSeconds(),
        ExpiresAt = Now.AddMinutes(5).ToUnixTimeSeconds(),
        ClientId = "catalyst",
        SessionId = "ses_01h455vb4pex5vsknk084sn02q",
        Org = "org_01h455vb4pex5vsknk084sn02q",
        OrgSlug = "acme",
        Role = "owner",
        Roles = ["owner"],
        Groups = [],
        Labels = ["beta"],
        Scope = "app:read org:read",
        Email = "ada@example.com",
        Amr = ["pwd"],
        AuthTime = Now.ToUnixTimeSeconds(),
    };

    public static RefreshToken Refresh() => new()
    {
        Issuer = Issuer,
        Audience = Issuer,
        Subject = "user_01h455vb4pex5vsknk084sn02q",
        SessionId = "ses_01h455vb4pex5vsknk084sn02q",
        Family = "ses_01h455vb4pex5vsknk084sn02q",
        Id = "1",
        IssuedAt = Now.ToUnixTimeSeconds(),
        ExpiresAt = Now.AddDays(30).ToUnixTimeSeconds(),
    };

    public static DecisionToken Decision() => new()
    {
        Issuer = Issuer,
        Audience = "app_1",
        Subject = "user_1",
        Org = "org_1",
        App = "app_1",
        Rule = 0,
        Decision = "dec_1",
        PolicyVersion = 1,
        IssuedAt = Now.ToUnixTimeSeconds(),
        ExpiresAt = Now.AddSeconds(60).ToUnixTimeSeconds(),
    };

    public static JsonObject Header(string token) => Part(token, 0);

    public static JsonObject Payload(string token) => Part(token, 1);

    public static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>A ring whose access tokens are signed with an algorithm.</summary>
    public static KeyRing RingOf(string algorithm) => new([SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1), algorithm)]);

    /// <summary>Any header and payload, signed with the key of a ring as if it were a token of ours.</summary>
    public static string Signed(string payload, string? header = null, KeyRing? ring = null) => Signed(Encoding.UTF8.GetBytes(payload), header, ring);

    public static string Signed(byte[] payload, string? header = null, KeyRing? ring = null)
    {
        var key = (ring ?? Ring).Current(SigningKeyUse.Access, Now);
        header ??= $$"""{"alg":"{{key.Algorithm}}","kid":"{{key.Id}}","typ":"at+jwt"}""";
        var signed = $"{Encode(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Material.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The token with another header and its old signature.</summary>
    public static string WithHeader(string token, string header)
    {
        var parts = token.Split('.');
        return $"{Encode(header)}.{parts[1]}.{parts[2]}";
    }

    private static JsonObject Part(string token, int index) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();
}
