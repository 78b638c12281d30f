using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Policies;

/// <summary>
/// Reads and writes the requirement language. Anything it does not know is refused with a <see cref="RequirementException"/>, never
/// skipped. It takes what <c>api/policy.schema.json</c> takes, and nothing else.
/// </summary>
public sealed class RequirementJsonConverter : JsonConverter<Requirement>
{
    /// <summary>How deep requirements may nest.</summary>
    public const int MaxDepth = 8;

    /// <summary>How many parts <c>all</c> and <c>any</c> may have, and <c>ip</c> networks.</summary>
    public const int MaxParts = 50;

    /// <summary>How many characters a text may have.</summary>
    public const int MaxText = 128;

    /// <inheritdoc />
    public override Requirement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new RequirementReader().Read(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Requirement value, JsonSerializerOptions options) => RequirementWriter.Write(writer, value);
}
