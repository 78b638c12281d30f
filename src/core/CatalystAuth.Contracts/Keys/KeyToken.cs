namespace CatalystAuth.Contracts.Keys;

/// <summary>A token that was had for a key and may still be alive. It dies with the key.</summary>
/// <param name="Id">Its id, the <c>jti</c>.</param>
/// <param name="Audience">Whom it is for.</param>
/// <param name="Scope">What it may do, separated by spaces.</param>
/// <param name="IpAddress">From which address it was asked for.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record KeyToken(string Id, string Audience, string Scope, string? IpAddress, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
