using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Audit;

/// <summary>What an audit chain was at one of its records, signed. It never expires.</summary>
public sealed record CheckpointToken
{
    /// <summary>Who issued it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public required string Issuer { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public required long IssuedAt { get; init; }

    /// <summary>The chain: an organisation's id, or <c>platform</c>.</summary>
    [JsonPropertyName(ClaimNames.Chain)]
    public required string Chain { get; init; }

    /// <summary>The place of the record, from 1; 0 for a chain without one.</summary>
    [JsonPropertyName(ClaimNames.Sequence)]
    public required long Sequence { get; init; }

    /// <summary>The hash at that place, in lower-case hex.</summary>
    [JsonPropertyName(ClaimNames.Hash)]
    public required string Hash { get; init; }

    /// <summary>The place of the first record of an export that ends here; absent in what is no end of an export.</summary>
    [JsonPropertyName(ClaimNames.First)]
    public long? First { get; init; }
}
