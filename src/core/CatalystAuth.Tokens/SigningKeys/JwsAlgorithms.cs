namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The JWS algorithms there are here (RFC 7518, RFC 8037). Never <c>none</c>.</summary>
public static class JwsAlgorithms
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public const string Rs256 = "RS256";

    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    public const string Es256 = "ES256";

    /// <summary>Ed25519.</summary>
    public const string EdDsa = "EdDSA";

    /// <summary>HMAC with SHA-256: for what only the installation itself verifies.</summary>
    public const string Hs256 = "HS256";

    /// <summary>Those that access tokens can be signed with.</summary>
    public static IReadOnlyList<string> OfAccessTokens { get; } = [Rs256, Es256, EdDsa];
}
