using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Keys;

/// <summary>The kinds of key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyKind>))]
public enum KeyKind
{
    /// <summary>For a program; exchanged for short-lived tokens (RFC 8693).</summary>
    [JsonStringEnumMemberName("secret")]
    Secret,

    /// <summary>For a server of the organisation, which may also use it as client credentials (RFC 6749 §4.4).</summary>
    [JsonStringEnumMemberName("server")]
    Server,

    /// <summary>For at most a day; afterwards it is gone.</summary>
    [JsonStringEnumMemberName("ephemeral")]
    Ephemeral,
}

/// <summary>Whether a key works. When more than one applies, the first counts: revoked, disabled, expired.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyStatus>))]
public enum KeyStatus
{
    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It was disabled, and can be enabled again.</summary>
    [JsonStringEnumMemberName("disabled")]
    Disabled,

    /// <summary>Its time is over.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>It was revoked, for good.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
