using System.Text.Json;

namespace CatalystAuth.Contracts.Policies;

/// <summary>A text that is no requirement.</summary>
/// <param name="at">Where in it: a JSON pointer (RFC 6901), empty for all of it.</param>
/// <param name="message">What is wrong.</param>
public sealed class RequirementException(string at, string message) : JsonException(message)
{
    /// <summary>Where in the requirement: a JSON pointer (RFC 6901), empty for all of it.</summary>
    public string At => at;
}
