using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.SigningKeys;

/// <summary>What a signing key signs. A key has one use and one algorithm for life (RFC 8725 §3.1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SigningKeyUse>))]
public enum SigningKeyUse
{
    /// <summary>Access tokens: RS256, which every consumer can verify, or what the installation is configured for.</summary>
    [JsonStringEnumMemberName("access")]
    Access,

    /// <summary>Decision tokens: ES256, small and fast to make.</summary>
    [JsonStringEnumMemberName("decision")]
    Decision,

    /// <summary>
    /// Refresh tokens: HS256 with a key that is never published, so that whoever reads the JWKS can't mistake one for an access token.
    /// </summary>
    [JsonStringEnumMemberName("refresh")]
    Refresh,

    /// <summary>
    /// Checkpoints of audit chains: ES256. They never expire, so the public part of such a key stays in the JWKS for good.
    /// </summary>
    [JsonStringEnumMemberName("audit")]
    Audit,

    /// <summary>What verifiers must stop believing: ES256.</summary>
    [JsonStringEnumMemberName("revocations")]
    Revocations,
}
