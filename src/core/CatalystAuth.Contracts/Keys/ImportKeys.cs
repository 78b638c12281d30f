using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Keys;

/// <summary>Takes over keys that another system gave out, of which only hashes are known.</summary>
/// <param name="Keys">1 to 1000 of them.</param>
/// <param name="EntropyBits">
/// How many random bits each key has at least, as the importer vouches: 128 or more. What has fewer can be found from its hash.
/// </param>
/// <param name="Algorithm">How they are hashed: <c>sha256</c>, of the whole key's bytes and nothing else.</param>
public sealed record ImportKeysRequest(IReadOnlyList<ImportKey> Keys, int EntropyBits, string Algorithm = ImportKeysRequest.Sha256)
{
    /// <summary>The most rows of one request.</summary>
    public const int MaxRows = 1000;

    /// <summary>The fewest random bits of a key.</summary>
    public const int FewestBits = 128;

    /// <summary>SHA-256 (FIPS 180-4).</summary>
    public const string Sha256 = "sha256";
}

/// <summary>A row: a key that somebody has already.</summary>
/// <param name="Hash">SHA-256 of the whole key: 64 hexadecimal digits, or Base64 in either alphabet (RFC 4648 §4, §5), padded or not.</param>
/// <param name="Name">What it is for; 1 to 100 characters.</param>
/// <param name="Scopes">Permissions for its tokens; each must be held by the caller now.</param>
/// <param name="Kind">What kind of key; <c>server</c> is for organisations only.</param>
/// <param name="UserId">The member who owns it; null for the organisation. Another's than the caller's own takes an owner.</param>
/// <param name="ExpiresAt">When it stops working: in 60 seconds to ten years; null for never.</param>
/// <param name="Hint">The last four characters, to tell keys apart; null when they are not known.</param>
/// <param name="Description">More of what it is for; at most 500 characters.</param>
/// <param name="Labels">Labels for its tokens; the caller must hold <c>labels:write</c>.</param>
/// <param name="Addresses">From where it may be used; null for everywhere.</param>
/// <param name="Audiences">Whom its tokens may be for; null for the server's own audience.</param>
/// <param name="RateLimits">Which of the organisation's rate limits it has.</param>
/// <param name="Disabled">Whether it begins disabled.</param>
public sealed record ImportKey(
    string Hash, string Name, IReadOnlyList<string> Scopes, KeyKind Kind = KeyKind.Secret, UserId? UserId = null,
    DateTimeOffset? ExpiresAt = null, string? Hint = null, string? Description = null, IReadOnlyList<LabelInput>? Labels = null,
    IReadOnlyList<string>? Addresses = null, IReadOnlyList<string>? Audiences = null, IReadOnlyList<string>? RateLimits = null,
    bool Disabled = false)
{
    /// <summary>Without the hash, so that no log can carry it.</summary>
    public override string ToString() => $"ImportKey {{ Name = {Name} }}";
}

/// <summary>What became of each row.</summary>
/// <param name="Results">One a row, in the order of the request.</param>
public sealed record ImportKeysResponse(IReadOnlyList<ImportedKey> Results);

/// <summary>What became of a row: a key or an error.</summary>
/// <param name="Index">Which row of the request, from 0.</param>
public sealed record ImportedKey(int Index)
{
    /// <summary>The key.</summary>
    public KeyId? Id { get; init; }

    /// <summary>Why there is none.</summary>
    public RowError? Error { get; init; }
}
