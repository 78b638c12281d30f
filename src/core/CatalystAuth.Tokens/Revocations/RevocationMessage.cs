using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>
/// What verifiers must stop believing, as it is told to those outside of the house: signed, and with hashes in place of ids, so that it says
/// nothing to who does not have the token at hand. One without entries says that there is nothing new.
/// </summary>
public sealed record RevocationMessage
{
    /// <summary>The most entries of one message: signed, it stays below the size up to which tokens are looked at.</summary>
    public const int MaxItems = 50;

    /// <summary>Who tells it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public required string Issuer { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public required long IssuedAt { get; init; }

    /// <summary>Everything that became known since then is in it, or in those that came before; milliseconds since 1970.</summary>
    [JsonPropertyName("from")]
    public required long From { get; init; }

    /// <summary>Up to when it is complete, milliseconds since 1970. The cursor behind which to go on.</summary>
    [JsonPropertyName("asof")]
    public required long AsOf { get; init; }

    /// <summary>Whether it does not add to what is known but is all of it.</summary>
    [JsonPropertyName("full")]
    public bool Full { get; init; }

    /// <summary>Whether another message belongs to it; only the last one makes it complete.</summary>
    [JsonPropertyName("more")]
    public bool More { get; init; }

    /// <summary>For how many seconds an entry has to be remembered: so long lives a token that it may be about.</summary>
    [JsonPropertyName("keep")]
    public required long Keep { get; init; }

    /// <summary>The entries.</summary>
    [JsonPropertyName("rev")]
    public required IReadOnlyList<RevocationItem> Items { get; init; }
}

/// <summary>An entry.</summary>
/// <param name="Subject">What it is about, see <see cref="RevocationSubjects.Hash"/>.</param>
/// <param name="At">Tokens that were issued up to then are dead, milliseconds since 1970.</param>
/// <param name="Number">Its number in the log of revocations; 0 when it is told from memory.</param>
/// <param name="Kind">What it means, when it is about an organisation's status.</param>
public sealed record RevocationItem(
    [property: JsonPropertyName("s")] string Subject,
    [property: JsonPropertyName("at")] long At,
    [property: JsonPropertyName("n")] long Number = 0,
    [property: JsonPropertyName("k")] RevocationKind Kind = RevocationKind.Revoked);

/// <summary>What an entry means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevocationKind>))]
public enum RevocationKind
{
    /// <summary>Tokens with it that were issued up to then are dead.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,

    /// <summary>An organisation was stopped: all of its tokens are dead.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>An organisation goes on: its tokens from before stay dead.</summary>
    [JsonStringEnumMemberName("resumed")]
    Resumed,
}
