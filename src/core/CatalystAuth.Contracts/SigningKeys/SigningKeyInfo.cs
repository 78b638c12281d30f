namespace CatalystAuth.Contracts.SigningKeys;

/// <summary>A signing key, without any part that signs.</summary>
/// <param name="Id">The <c>kid</c>: the RFC 7638 thumbprint.</param>
/// <param name="Use">What it signs.</param>
/// <param name="Algorithm">The JWS algorithm: <c>RS256</c>, <c>ES256</c>, <c>EdDSA</c> or <c>HS256</c>.</param>
/// <param name="Status">Where it is in its life now.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ActiveFrom">From when on it signs.</param>
/// <param name="SignsUntil">When another takes its place; null while none is planned.</param>
/// <param name="VerifiesUntil">When it retires; null while no other is planned, and for keys of audit checkpoints, which verify for ever.</param>
/// <param name="RevokedAt">When it was revoked; null for never.</param>
public sealed record SigningKeyInfo(
    string Id, SigningKeyUse Use, string Algorithm, SigningKeyStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ActiveFrom,
    DateTimeOffset? SignsUntil, DateTimeOffset? VerifiesUntil, DateTimeOffset? RevokedAt);

/// <summary>Asks for a new signing key.</summary>
/// <param name="Use">What it shall sign.</param>
/// <param name="Immediately">
/// Whether it signs at once. Verifiers that hold an older key set then refuse its tokens until they read the new one; otherwise it is
/// published first for as long as the installation is configured for.
/// </param>
public sealed record RotateSigningKeyRequest(SigningKeyUse Use = SigningKeyUse.Access, bool Immediately = false);

/// <summary>Gives a signing key up.</summary>
/// <param name="Reason">Why, for the audit trail: 1 to 500 characters.</param>
public sealed record RevokeSigningKeyRequest(string Reason);
