using System.Text.Json.Serialization;
using CatalystAuth.Tokens.Audit;
using CatalystAuth.Tokens.Revocations;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>Claims as JSON. A repeated member, a null where none may be, or a wrong type is refused.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 8)]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(RefreshToken))]
[JsonSerializable(typeof(DecisionToken))]
[JsonSerializable(typeof(CheckpointToken))]
[JsonSerializable(typeof(RevocationMessage))]
[JsonSerializable(typeof(JwsHeader))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;

/// <summary>
/// The header of a token of ours. Any other member (<c>crit</c>, <c>b64</c>, <c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>zip</c> …)
/// means that it is none: RFC 8725 §3.10.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record JwsHeader(
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("typ")] string Type);
