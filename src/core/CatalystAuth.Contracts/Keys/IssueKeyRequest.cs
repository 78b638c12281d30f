namespace CatalystAuth.Contracts.Keys;

/// <summary>Issues a key of an organisation.</summary>
/// <param name="Name">What it is for; 1 to 100 characters.</param>
/// <param name="Scopes">Permissions for its tokens; each must be held by the caller now. At least one, at most 100.</param>
/// <param name="Kind">What kind of key.</param>
/// <param name="ExpiresIn">Seconds until it stops working: 60 to 315 360 000 (ten years); null for never.</param>
public sealed record IssueKeyRequest(string Name, IReadOnlyList<string> Scopes, KeyKind Kind = KeyKind.Secret, long? ExpiresIn = null);
