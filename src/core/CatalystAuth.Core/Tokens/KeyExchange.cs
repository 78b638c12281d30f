namespace CatalystAuth.Core.Tokens;

/// <summary>What a token is asked for with.</summary>
/// <param name="Key">The key, <c>ck_…</c>.</param>
/// <param name="Scopes">A part of what it may do; null for all.</param>
/// <param name="Audience">Whom the token is for; null for the usual one.</param>
internal sealed record KeyExchange(string Key, IReadOnlyList<string>? Scopes, string? Audience)
{
    /// <summary>The <c>client_id</c> where it is client credentials (RFC 6749 §4.4); null for an exchange (RFC 8693).</summary>
    public string? ClientId { get; init; }

    /// <summary>Without the key, so that no log can carry it.</summary>
    public override string ToString() => nameof(KeyExchange);
}
