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
internal sealed partial class TokenJsonContext : JsonSerializerContext;
