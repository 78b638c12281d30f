using System.Text.Json.Serialization;

namespace CatalystAuth.Core.Idempotency;

/// <summary>An answer as it can be given again.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="ContentType">Its media type; null without a body.</param>
/// <param name="Location">Where the new thing is.</param>
/// <param name="ETag">The version of the new thing.</param>
/// <param name="Body">The body, byte for byte.</param>
public sealed record StoredAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body)
{
    /// <summary>Without the body, which may carry a secret.</summary>
    public override string ToString() => $"{Status} ({Body.Length} bytes)";
}

[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class StoredAnswerJsonContext : JsonSerializerContext;
