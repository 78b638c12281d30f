using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Sessions;

/// <summary>
/// What a <c>User-Agent</c> says of itself. It is a hint for people who look for a session that is not theirs, and proves nothing.
/// </summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Browser">The browser, or the name of a program that is none, e.g. <c>curl</c>; null when it does not say.</param>
/// <param name="BrowserVersion">The first number of its version, e.g. <c>141</c>.</param>
/// <param name="Os">The operating system; null when it does not say.</param>
public sealed record SessionDevice(DeviceKind Kind, string? Browser = null, string? BrowserVersion = null, string? Os = null);

/// <summary>Kinds of devices.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviceKind>))]
public enum DeviceKind
{
    /// <summary>Not known.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A browser on a computer.</summary>
    [JsonStringEnumMemberName("desktop")]
    Desktop,

    /// <summary>A browser on a telephone.</summary>
    [JsonStringEnumMemberName("mobile")]
    Mobile,

    /// <summary>A browser on a tablet.</summary>
    [JsonStringEnumMemberName("tablet")]
    Tablet,

    /// <summary>A program that is no browser.</summary>
    [JsonStringEnumMemberName("program")]
    Program,
}
