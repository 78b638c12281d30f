using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>The claims of an access token (RFC 9068 and Catalyst's own).</summary>
public sealed record AccessToken
{
    /// <summary>Who issued it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public required string Issuer { get; init; }

    /// <summary>Whom it is for.</summary>
    [JsonPropertyName(ClaimNames.Audience)]
    [JsonConverter(typeof(AudienceConverter))]
    public required string Audience { get; init; }

    /// <summary>A <c>user_…</c>, or a <c>key_…</c> for a key of an organisation.</summary>
    [JsonPropertyName(ClaimNames.Subject)]
    public required string Subject { get; init; }

    /// <summary>Its own id: a UUIDv7, so that it also tells the millisecond of issue.</summary>
    [JsonPropertyName(ClaimNames.TokenId)]
    public required string Id { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public required long IssuedAt { get; init; }

    /// <summary>When it expires, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.ExpiresAt)]
    public required long ExpiresAt { get; init; }

    /// <summary>The client it was issued to.</summary>
    [JsonPropertyName(ClaimNames.ClientId)]
    public required string ClientId { get; init; }

    /// <summary>The session; null for a key's.</summary>
    [JsonPropertyName(ClaimNames.SessionId)]
    public string? SessionId { get; init; }

    /// <summary>The API key; null for a session's.</summary>
    [JsonPropertyName(ClaimNames.Key)]
    public string? Key { get; init; }

    /// <summary>The organisation; null when none was entered.</summary>
    [JsonPropertyName(ClaimNames.Org)]
    public string? Org { get; init; }

    /// <summary>The organisation's slug.</summary>
    [JsonPropertyName(ClaimNames.OrgSlug)]
    public string? OrgSlug { get; init; }

    /// <summary>The role in the organisation.</summary>
    [JsonPropertyName(ClaimNames.Role)]
    public string? Role { get; init; }

    /// <summary>Every role that applies.</summary>
    [JsonPropertyName(ClaimNames.Roles)]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Groups in the organisation.</summary>
    [JsonPropertyName(ClaimNames.Groups)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Merged labels.</summary>
    [JsonPropertyName(ClaimNames.Labels)]
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The organisation's plan.</summary>
    [JsonPropertyName(ClaimNames.Plan)]
    public string? Plan { get; init; }

    /// <summary>Features and limits; see <see cref="ClaimNames.Entitlements"/>.</summary>
    [JsonPropertyName(ClaimNames.Entitlements)]
    public IReadOnlyDictionary<string, JsonElement>? Entitlements { get; init; }

    /// <summary>Granted scopes, separated by spaces.</summary>
    [JsonPropertyName(ClaimNames.Scope)]
    public string? Scope { get; init; }

    /// <summary>The user's address.</summary>
    [JsonPropertyName(ClaimNames.Email)]
    public string? Email { get; init; }

    /// <summary>How the user authenticated (RFC 8176).</summary>
    [JsonPropertyName(ClaimNames.Amr)]
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>How sure that makes it; one of <see cref="AcrValues"/>.</summary>
    [JsonPropertyName(ClaimNames.Acr)]
    public string? Acr { get; init; }

    /// <summary>When the user last authenticated, or of two factors proved the second, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.AuthTime)]
    public long? AuthTime { get; init; }

    /// <summary>Who acts as the subject; null when they act themselves.</summary>
    [JsonPropertyName(ClaimNames.Actor)]
    public ActorClaim? Actor { get; init; }

    /// <summary>See <see cref="ClaimNames.ActorMode"/>.</summary>
    [JsonPropertyName(ClaimNames.ActorMode)]
    public string? ActorMode { get; init; }

    /// <summary>The lists that did not fit, each with the source that has it; see <see cref="ClaimNames.References"/>.</summary>
    [JsonPropertyName(ClaimNames.References)]
    public IReadOnlyDictionary<string, string>? References { get; init; }

    /// <summary>Those sources by name.</summary>
    [JsonPropertyName(ClaimNames.Sources)]
    public IReadOnlyDictionary<string, ClaimsSource>? Sources { get; init; }

    /// <summary>The version of this set of claims.</summary>
    [JsonPropertyName(ClaimNames.Version)]
    public int Version { get; init; } = 1;

    /// <summary>The <c>kid</c> of the key that signed it, once it is verified; not a claim.</summary>
    [JsonIgnore]
    public string? SignedBy { get; internal set; }

    /// <summary>The names of the lists that did not fit and are not known: none of them is an empty list.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> Omitted => References is null ? [] : [.. References.Keys];

    /// <summary>
    /// When it was issued to the millisecond, from its id: seconds are too coarse to tell whether it was issued before or after a
    /// revocation.
    /// </summary>
    public DateTimeOffset IssuedAtExactly() =>
        Guid.TryParseExact(Id, "N", out var id) && id.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Id[..12], 16))
            : DateTimeOffset.FromUnixTimeSeconds(IssuedAt);

    /// <summary>The features that are on.</summary>
    public IEnumerable<string> Features() =>
        (Entitlements ?? new Dictionary<string, JsonElement>()).Where(entry => entry.Value.ValueKind == JsonValueKind.True).Select(entry => entry.Key);

    /// <summary>The scopes one by one.</summary>
    public IReadOnlyList<string> Scopes() => string.IsNullOrEmpty(Scope) ? [] : Scope.Split(' ');
}

/// <summary>Who acts as the subject of a token (RFC 8693 §4.1).</summary>
/// <param name="Subject">Whom.</param>
public sealed record ActorClaim([property: JsonPropertyName(ClaimNames.Subject)] string Subject);

/// <summary>Where claims are to be had that did not fit (OpenID Connect Core §5.6.2.2).</summary>
/// <param name="Endpoint">The address, asked with the token itself; null where nobody tells them.</param>
public sealed record ClaimsSource([property: JsonPropertyName("endpoint")] string? Endpoint = null);
