using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.SigningKeys;

/// <summary>Where a signing key is in its life. Time alone moves it on, except for a revocation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SigningKeyStatus>))]
public enum SigningKeyStatus
{
    /// <summary>It is published, so that verifiers know it before it signs.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It signs.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Another signs; what it signed may still be alive, so it is published and verifies.</summary>
    [JsonStringEnumMemberName("retiring")]
    Retiring,

    /// <summary>All that it signed has expired. It verifies nothing, and its private part is erased.</summary>
    [JsonStringEnumMemberName("retired")]
    Retired,

    /// <summary>It was given up before its time. Nothing that it signed is believed, and its private part is erased.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
