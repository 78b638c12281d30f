using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Keys;

/// <summary>Issues a key of an organisation.</summary>
/// <param name="Name">What it is for; 1 to 100 characters.</param>
/// <param name="Scopes">Permissions for its tokens; each must be held by the caller now. At least one, at most 100.</param>
/// <param name="Kind">What kind of key.</param>
/// <param name="ExpiresIn">
/// Seconds until it stops working: 60 to 315 360 000 (ten years), null for never; of an ephemeral key at most 86 400, and never null.
/// </param>
/// <param name="Description">More of what it is for; at most 500 characters.</param>
/// <param name="Labels">Labels for its tokens; the caller must hold <c>labels:write</c>.</param>
/// <param name="Addresses">From where it may be used: at most 50 addresses and networks; null for everywhere.</param>
/// <param name="Audiences">Whom its tokens may be for: at most 20; null for the server's own audience.</param>
/// <param name="RateLimits">Which of the organisation's rate limits it has: at most 10 names.</param>
public sealed record IssueKeyRequest(
    string Name, IReadOnlyList<string> Scopes, KeyKind Kind = KeyKind.Secret, long? ExpiresIn = null, string? Description = null,
    IReadOnlyList<LabelInput>? Labels = null, IReadOnlyList<string>? Addresses = null, IReadOnlyList<string>? Audiences = null,
    IReadOnlyList<string>? RateLimits = null);

/// <summary>Issues a key of the caller's own. It can do what the caller can at the moment, within its scopes.</summary>
/// <param name="Org">The organisation that it is for.</param>
/// <param name="Name">What it is for; 1 to 100 characters.</param>
/// <param name="Scopes">Permissions for its tokens; each must be held by the caller now. At least one, at most 100.</param>
/// <param name="Kind">What kind of key; <c>server</c> is for organisations only.</param>
/// <param name="ExpiresIn">Seconds until it stops working; see <see cref="IssueKeyRequest"/>.</param>
/// <param name="Description">More of what it is for; at most 500 characters.</param>
/// <param name="Addresses">From where it may be used: at most 50 addresses and networks; null for everywhere.</param>
/// <param name="Audiences">Whom its tokens may be for: at most 20; null for the server's own audience.</param>
/// <param name="RateLimits">Which of the organisation's rate limits it has: at most 10 names.</param>
public sealed record IssueMyKeyRequest(
    OrgId Org, string Name, IReadOnlyList<string> Scopes, KeyKind Kind = KeyKind.Secret, long? ExpiresIn = null, string? Description = null,
    IReadOnlyList<string>? Addresses = null, IReadOnlyList<string>? Audiences = null, IReadOnlyList<string>? RateLimits = null);

/// <summary>Changes a key; what is null stays. Its tokens from before die when it may do less.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">At most 500 characters; empty takes it away.</param>
/// <param name="Scopes">They replace all; each must be held by the caller now.</param>
/// <param name="Labels">They replace all; the caller must hold <c>labels:write</c>.</param>
/// <param name="Addresses">They replace all; none for everywhere.</param>
/// <param name="Audiences">They replace all; none for the server's own audience.</param>
/// <param name="ExpiresIn">Seconds from now until it stops working; 0 for never.</param>
/// <param name="RateLimits">They replace all: at most 10 names. To take one away takes <c>keys:write</c>, also from a key of one's own.</param>
public sealed record UpdateKeyRequest(
    string? Name = null, string? Description = null, IReadOnlyList<string>? Scopes = null, IReadOnlyList<LabelInput>? Labels = null,
    IReadOnlyList<string>? Addresses = null, IReadOnlyList<string>? Audiences = null, long? ExpiresIn = null,
    IReadOnlyList<string>? RateLimits = null);

/// <summary>Gives a key a new secret.</summary>
/// <param name="Overlap">For how many seconds the old one works beside it: 0 to 604 800 (a week).</param>
public sealed record RotateKeyRequest(int Overlap = 86_400);

/// <summary>Which keys of an organisation; what is null does not count.</summary>
/// <param name="Status">Whether they work.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Owner">Whose: <c>org</c> for the organisation's, <c>user</c> for those of its members, or one user's id.</param>
public sealed record KeyQuery(KeyStatus? Status = null, KeyKind? Kind = null, string? Owner = null);
